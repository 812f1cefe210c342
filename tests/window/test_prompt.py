#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The prompt clip with its transcript, and the preview text, in a real window: by mouse and keyboard,
with the bytes and words that reach the service checked."""

import array
import contextlib
import io
import json
import pathlib
import subprocess
import unittest
import wave

import driver
import test_window
from driver import role_of, wait_for
from test_window import CONSENT, RecordingService, WindowTest, uploaded_file

WORDS = "The kettle had just begun to sing when somebody knocked"


def setUpModule():
    test_window.setUpModule()
    files = test_window.FILES
    files.second = files.folder / "Just a sentence.wav"
    subprocess.run(["sox", str(files.sample), str(files.second), "trim", "0.3", "4.9"], check=True)


def tearDownModule():
    test_window.tearDownModule()


def frames_of(wav):
    with wave.open(wav) as reader:
        samples = array.array("h")
        samples.frombytes(reader.readframes(reader.getnframes()))
        return reader.getframerate(), reader.getnchannels(), samples


def seconds_of(text):
    minutes, seconds = text.split(":")
    return int(minutes) * 60 + float(seconds)


class FormTest(WindowTest):
    def all_named(self, program, name):
        """The shown widgets of that name, from top to bottom."""
        return [node for node in driver.tree(program.accessible)
                if driver.name_of(node) == name and driver.is_shown(node)]

    def last_field(self, program, name):
        """The prompt clip's field, which stands below the sample's."""
        def second():
            found = [node for node in self.all_named(program, name) if role_of(node) == "text"]
            return found[1] if len(found) == 2 else None
        return wait_for(second, f"the second {name}")

    def range_of_prompt(self, program):
        return tuple(seconds_of(driver.text_of(self.last_field(program, name)))
                     for name in ("Start", "End"))

    def missing(self, program):
        return program.button("Clone Voice").get_description()

    def wait_missing(self, program, words):
        wait_for(lambda: self.missing(program) == words, f"{words!r}, not {self.missing(program)!r}")

    def take_from_sample(self, program):
        program.set_switch("Prompt Clip")
        program.press("Take from Sample")
        program.wait_label("Taken from the sample")

    def write_end(self, program, seconds):
        """Types another end of the prompt clip."""
        program.write(lambda: self.last_field(program, "End"), "End", seconds, "Return")

    def caption(self, program):
        return driver.text_of(program.field("Preview Text"))


class PromptClip(FormTest):
    def test_taken_from_the_sample_it_reaches_the_service(self):
        service = RecordingService()
        self.addCleanup(service.stop)
        program = self.start_at(service.url)
        self.take_from_sample(program)
        start, end = self.range_of_prompt(program)
        self.assertGreaterEqual(end - start, 5)
        self.assertLess(end - start, 8)

        program.set_text("Transcript", WORDS)
        program.wait_label("It must end in punctuation")
        program.press("Add Punctuation")
        wait_for(lambda: driver.text_of(program.field("Transcript")) == WORDS + ".", "the full stop")
        wait_for(lambda: not program.has_label("It must end in punctuation"), "the warning to go")
        self.agree_and_clone(program)
        program.button("Play Preview")

        (_, _, headers, sample), (_, path, prompt_headers, prompt), (_, _, _, clone) = \
            service.requests[:3]
        self.assertEqual(path, "/v1/files/upload")
        self.assertIn(b"voice_clone", sample)
        self.assertIn(b"prompt_audio", prompt)
        self.assertEqual(uploaded_file(sample, headers)[1],
                         test_window.FILES.sample.read_bytes())
        rate, channels, sent = frames_of(io.BytesIO(uploaded_file(prompt, prompt_headers)[1]))
        source = test_window.decode(test_window.FILES.sample, rate)
        self.assertEqual((rate, channels), (22050, 1))
        # The fields show thousandths of a second: the very samples are between their neighbours.
        first = min(range(max(round((start - 0.0006) * rate), 0), round((start + 0.0006) * rate) + 1),
                    key=lambda at: sum(a != b for a, b in zip(sent[:4000], source[at:at + 4000])))
        self.assertEqual(sent, source[first:first + len(sent)])
        self.assertAlmostEqual(len(sent) / rate, end - start, delta=0.0011)
        request = json.loads(clone)
        self.assertEqual(request["file_id"], 9007199254740993)
        self.assertEqual(request["clone_prompt"],
                         {"prompt_audio": 9007199254740994, "prompt_text": WORDS + "."})

    def test_own_file_goes_byte_for_byte(self):
        service = RecordingService()
        self.addCleanup(service.stop)
        program = self.start_at(service.url)
        program.click_on_page(program.switch("Prompt Clip"))
        program.click_on_page(program.button("Choose File…"))
        program.name_file("Open", test_window.FILES.second)
        program.wait_label("Just a sentence.wav")
        self.assertEqual(self.range_of_prompt(program), (0.0, 4.9))
        program.focus(lambda: program.field("Transcript"), "Transcript")
        program.type("We bought the house in spring, before anyone had told us.")
        wait_for(lambda: driver.text_of(program.field("Transcript")).endswith("anyone had told us."), "it")
        self.agree_and_clone(program)
        program.button("Play Preview")
        _, (_, _, headers, prompt), (_, _, _, clone) = service.requests[:3]
        head, content = uploaded_file(prompt, headers)
        self.assertEqual(content, test_window.FILES.second.read_bytes())
        self.assertIn('filename="Just a sentence.wav"', head)
        self.assertEqual(json.loads(clone)["clone_prompt"]["prompt_text"],
                         "We bought the house in spring, before anyone had told us.")

    def test_too_long_a_file_gives_a_sentence(self):
        program = self.start_with_sample("--practice")
        program.set_switch("Prompt Clip")
        program.press("Choose File…")
        program.name_file("Open", test_window.FILES.long)
        program.wait_label("Lecture.flac")
        start, end = self.range_of_prompt(program)
        self.assertTrue(5 <= end - start < 8, (start, end))

    def test_what_is_missing_is_said(self):
        program = self.start_with_sample("--practice")
        program.set_switch(CONSENT)
        self.wait_missing(program, "Ready to clone")
        program.set_switch("Prompt Clip")
        self.wait_missing(program, "Choose a prompt clip")
        program.press("Take from Sample")
        self.wait_missing(program, "Type what the prompt clip says")
        program.set_text("Transcript", WORDS)
        wait_for(lambda: "must end in punctuation" in self.missing(program), "the rule")
        program.set_text("Transcript", WORDS + "!")
        self.wait_missing(program, "Ready to clone")
        start, _ = self.range_of_prompt(program)
        self.write_end(program, "%.3f" % (start + 8))
        self.wait_missing(program, "Prompt clip is 8.0 s: under 8 s")
        self.assertFalse(driver.is_sensitive(program.button("Clone Voice")))
        self.write_end(program, "%.3f" % (start + 7.999))
        # Another range puts the words in doubt, which hinders nothing.
        self.wait_missing(program, "Ready to clone")
        program.set_switch("Prompt Clip", False)
        self.wait_missing(program, "Ready to clone")

    def test_without_a_sample_none_can_be_taken_from_it(self):
        program = self.start("--practice")
        program.set_switch("Prompt Clip")
        take = program.button("Take from Sample")
        self.assertFalse(driver.is_sensitive(take))
        self.assertTrue(program.has_label("It can be taken from the sample once there is one"))

    def test_another_range_puts_the_words_in_doubt(self):
        doubt = "The transcript may no longer match the clip"
        program = self.start_with_sample("--practice")
        self.take_from_sample(program)
        program.set_text("Transcript", WORDS + ".")
        self.assertFalse(program.has_label(doubt))

        before = driver.text_of(self.last_field(program, "End"))
        self.write_end(program, "%.3f" % (seconds_of(before) - 0.5))
        program.wait_label(doubt)
        self.assertEqual(program.field("Transcript").get_description(), doubt)
        program.press("It Still Matches")
        wait_for(lambda: not program.has_label(doubt), "no doubt")

        self.write_end(program, before)
        program.wait_label(doubt)
        program.focus(lambda: program.field("Transcript"), "Transcript")
        program.key("ctrl+End")
        program.type(" And more.")
        wait_for(lambda: not program.has_label(doubt), "no doubt")

    def test_bad_file_keeps_the_clip(self):
        program = self.start_with_sample("--practice")
        self.take_from_sample(program)
        before = self.range_of_prompt(program)
        program.click_on_page(self.all_named(program, "Replace")[-1])
        program.press("Choose File…")
        program.name_file("Open", test_window.FILES.text)
        program.wait_label("“Notes.wav” cannot be opened")
        wait_for(lambda: driver.is_focused(program.button("Dismiss")), "focus on what went wrong")
        program.wait_label("Taken from the sample")
        self.assertEqual(self.range_of_prompt(program), before)
        program.click_on_page(self.all_named(program, "Replace")[-1])
        program.press("Keep the Clip")
        program.wait_label("Taken from the sample")
        program.click_on_page(self.all_named(program, "Replace")[-1])
        program.button("Keep the Clip")
        program.key("Escape")
        program.wait_label("Taken from the sample")
        self.assertEqual(self.range_of_prompt(program), before)

    def test_keyboard_alone(self):
        program = self.start_with_sample("--practice")
        wait_for(lambda: driver.is_focused(program.button("Play Selection")), "focus on play")
        program.tab_to(lambda: program.switch("Prompt Clip"), "Prompt Clip")
        program.key("space")
        program.tab_to(lambda: program.look_for("button", "Take from Sample"), "Take from Sample")
        program.key("Return")
        program.wait_label("Taken from the sample")
        program.tab_to(lambda: program.look_for("text", "Transcript"), "Transcript")
        program.type(WORDS)
        program.tab_to(lambda: program.look_for("button", "Add Punctuation"), "Add Punctuation")
        program.key("space")
        wait_for(lambda: driver.text_of(program.field("Transcript")) == WORDS + ".", "the full stop")
        wait_for(lambda: driver.is_focused(program.field("Transcript")), "focus on the words")
        program.tab_to(lambda: program.switch(CONSENT), CONSENT)
        program.key("space")
        self.wait_missing(program, "Ready to clone")


class PreviewText(FormTest):
    def open_sounds(self, program):
        """Opens the menu of sounds with the mouse; again, where the page moved under it."""
        def opened():
            program.click_on_page(program.button("Insert Sound"))
            with contextlib.suppress(driver.TimedOut):
                return program.find("button", "Laughs", 2)
            return None
        return wait_for(opened, "the sounds")

    def test_all_sounds_have_names(self):
        program = self.start("--practice")
        self.open_sounds(program)
        names = [driver.name_of(node) for node in driver.tree(program.accessible)
                 if role_of(node) == "button" and driver.is_shown(node)]
        for name in ("Laughs", "Chuckle", "Clears Throat", "Smacks Lips", "Applause", "Sneezes"):
            self.assertIn(name, names)

    def test_a_text_is_seen_whole_unless_it_is_long(self):
        program = self.start("--practice")

        def height():
            return driver.extents_of(program.field("Preview Text")).height

        program.set_text("Preview Text", "One.")
        wait_for(lambda: height() < 80, "the height of a line or three")
        program.set_text("Preview Text", "The kettle had just begun to sing. " * 18)
        wait_for(lambda: 80 < height() < 160, "the height of six lines")
        program.set_text("Preview Text", "The kettle had just begun to sing.\n" * 20)
        wait_for(lambda: height() == 240, "the most that it takes")
        program.set_text("Preview Text", "One.")
        wait_for(lambda: height() < 80, "the height of a line or three again")

    def test_a_sound_goes_in_at_the_cursor(self):
        program = self.start("--practice")
        program.set_text("Preview Text", "One two.")
        program.focus(lambda: program.field("Preview Text"), "Preview Text")
        program.key("ctrl+Home", "Right", "Right", "Right")
        self.open_sounds(program)
        program.press("Coughs")
        wait_for(lambda: self.caption(program) == "One (coughs) two.", "the tag")
        wait_for(lambda: driver.is_focused(program.field("Preview Text")), "focus on the text")
        program.type("!")
        wait_for(lambda: self.caption(program) == "One (coughs)! two.", "the typed character")
        program.key("BackSpace", "ctrl+z")
        wait_for(lambda: "!" in self.caption(program), "undo")

    def test_a_sound_by_keyboard(self):
        program = self.start("--practice")
        program.set_text("Preview Text", "Hello")
        program.focus(lambda: program.field("Preview Text"), "Preview Text")
        program.key("ctrl+End")
        program.tab_to(lambda: program.look_for("button", "Insert Sound"), "Insert Sound")
        program.key("space")
        wait_for(lambda: driver.is_focused(program.button("Laughs")), "focus on the first sound")
        for key in ("Down", "Down", "Right", "Up"):
            chosen = program.step_focus(key)
        self.assertEqual(driver.name_of(chosen), "Snorts")
        program.key("Return")
        wait_for(lambda: self.caption(program) == "Hello (snorts)", "the tag")
        program.wait_gone("button", "Laughs")
        program.key("ctrl+z")
        wait_for(lambda: self.caption(program) == "Hello", "undo")

    def test_tags_under_another_model(self):
        program = self.start("--practice")
        program.set_text("Preview Text", "Well (laughs) then.")
        warning = "reads sounds aloud as words"
        self.assertFalse(program.has_label(warning))
        program.choose("Model", "Speech 2.6 Turbo")
        program.wait_label("Speech 2.6 Turbo " + warning)
        wait_for(lambda: not driver.is_sensitive(program.button("Insert Sound")), "no more sounds")
        program.press("Use Speech 2.8 Turbo")
        wait_for(lambda: not program.has_label(warning), "the warning to go")
        wait_for(lambda: driver.is_sensitive(program.button("Insert Sound")), "sounds")
        self.assertTrue(program.has_label("Speech 2.8 Turbo"))

        program.choose("Model", "Speech 2.6 HD")
        program.press("Take Sounds Out")
        wait_for(lambda: self.caption(program) == "Well then.", "the text without its tag")
        wait_for(lambda: not program.has_label(warning), "the warning to go")
        program.key("ctrl+z")
        wait_for(lambda: self.caption(program) == "Well (laughs) then.", "undo")
        program.wait_label(warning)

    def test_what_will_be_billed(self):
        service = RecordingService()
        self.addCleanup(service.stop)
        program = self.start(MINIMAX_API_HOST=service.url)
        program.set_text("Preview Text", "🙂é" * 5)
        program.wait_label("10 / 1000")
        program.wait_label("About 10 characters will be billed; the service counts")
        program.set_text("Preview Text", "")
        program.wait_label("Without a text there is no preview")

    def test_nothing_is_billed_in_practice_mode(self):
        program = self.start("--practice")
        program.wait_label("Nothing is billed in practice mode")

    def find_language(self, program, typed, shown, hidden, value):
        combo = program.open_list("Language")
        program.type(typed)
        wait_for(lambda: program.look_for("entry", "GtkSearchEntry")
                 and driver.text_of(program.look_for("entry", "GtkSearchEntry")) == typed, typed)
        wait_for(lambda: program.has_label(shown) and not program.has_label(hidden),
                 "the list to shrink")
        self.assertEqual(len(program.items_of(combo)), 1)
        program.tab_to(lambda: program.items_of(combo)[0], shown, "Down")
        program.key("Return")
        wait_for(lambda: not program.items_of(combo), "the list to close")
        draft = pathlib.Path(self.home) / "soundalike/draft.json"
        wait_for(lambda: draft.exists() and json.loads(draft.read_text()).get("language") == value,
                 value)

    def test_language_by_any_of_its_names(self):
        program = self.start("--practice")
        self.find_language(program, "nederl", "Dutch", "Spanish", "Dutch")
        self.find_language(program, "Yue", "Cantonese", "Spanish", "Chinese,Yue")
        self.find_language(program, "swed", "Swedish", "Spanish", "Swedish")


if __name__ == "__main__":
    unittest.main(verbosity=2)
