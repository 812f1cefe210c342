#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was picked, trimmed and typed outlives the program, whichever way that ends."""

import json
import pathlib
import random
import shutil
import signal
import time
import unittest

import driver
import test_prompt
import test_window
from driver import wait_for
from test_prompt import WORDS, FormTest
from test_window import CONSENT


def setUpModule():
    test_prompt.setUpModule()


def tearDownModule():
    test_prompt.tearDownModule()


class DraftTest(FormTest):
    def setUp(self):
        super().setUp()
        self.draft = pathlib.Path(self.home) / "soundalike/draft.json"

    def kept(self):
        try:
            return json.loads(self.draft.read_text())
        except FileNotFoundError:
            return {}

    def wait_kept(self, name, value):
        return wait_for(lambda: self.kept().get(name) == value, f"{name} to be kept")

    def kill(self, program):
        program.process.send_signal(signal.SIGKILL)
        program.process.wait(10)

    def type_end(self, program, seconds):
        program.write(lambda: program.field("End"), "End", seconds, "Return")

    def value(self, program, name):
        return driver.text_of(program.field(name))


class Drafts(DraftTest):
    def test_everything_but_the_consent_comes_back(self):
        program = self.start_with_sample("--practice")
        self.type_end(program, "0:11.500")
        self.take_from_sample(program)
        prompt = self.range_of_prompt(program)
        program.set_text("Transcript", WORDS + ".")
        program.set_text("Voice ID", "typed-by-hand")
        program.set_text("Preview Text", "Grüße 🙂 (laughs)")
        program.choose("Model", "Speech 2.8 Turbo")
        program.set_switch("Reduce Noise")
        program.set_switch(CONSENT)
        self.wait_missing(program, "Ready to clone")
        # Closed at once: what was done last is written before the program ends.
        program.set_text("Preview Text", "Grüße 🙂 (sighs)")
        program.key("ctrl+w")
        self.assertEqual(program.process.wait(10), 0)
        self.assertNotIn("consent", self.kept())

        program = self.start("--practice")
        program.wait_label("Taken from the sample")
        self.assertTrue(program.has_label("Anna reads.wav"))
        self.assertEqual(self.value(program, "End"), "0:11.500")
        self.assertEqual(self.range_of_prompt(program), prompt)
        self.assertEqual(self.value(program, "Transcript"), WORDS + ".")
        self.assertFalse(program.has_label("may no longer match"))
        self.assertEqual(self.value(program, "Voice ID"), "typed-by-hand")
        self.assertEqual(self.value(program, "Preview Text"), "Grüße 🙂 (sighs)")
        self.assertTrue(program.has_label("Speech 2.8 Turbo"))
        self.assertTrue(driver.is_on(program.switch("Reduce Noise")))
        self.assertFalse(driver.is_on(program.switch("Normalize Volume")))
        self.assertFalse(driver.is_on(program.switch(CONSENT)))
        self.wait_missing(program, "Confirm that you may clone this voice")

    def test_a_time_that_was_being_typed_comes_back(self):
        program = self.start_with_sample("--practice")
        program.write(lambda: program.field("End"), "End", "11.5", "ctrl+w")
        self.assertEqual(program.process.wait(10), 0)
        program = self.start("--practice")
        program.button("Play Selection")
        self.assertEqual(self.value(program, "End"), "0:11.500")

    def test_within_a_second_without_being_asked(self):
        program = self.start_with_sample("--practice")
        program.set_text("Voice ID", "first-id")
        self.wait_kept("voice-id", "first-id")
        program.set_text("Voice ID", "second-id")
        changed = time.time()
        self.wait_kept("voice-id", "second-id")
        self.assertLess(self.draft.stat().st_mtime - changed, 1.5)  # on a busy machine, too
        self.kill(program)
        program = self.start("--practice")
        program.button("Play Selection")
        self.assertEqual(self.value(program, "Voice ID"), "second-id")

    def test_killed_at_any_moment(self):
        for attempt in range(4):
            program = self.start("--practice", *([] if attempt else [test_window.FILES.sample]))
            program.button("Play Selection")
            wait_for(lambda: "sample" in self.kept(), "the sample to be kept")
            program.focus(lambda: program.field("Voice ID"), "Voice ID")
            program.key("ctrl+a")
            program.type(f"killed-{attempt}-")
            time.sleep(random.uniform(0, 1.2))
            self.kill(program)
            self.assertIn("Anna%20reads.wav", self.kept()["sample"]["uri"])
            self.assertEqual([path.name for path in self.draft.parent.glob("draft.json.damaged")], [])

    def test_vanished_sample_is_said_and_the_rest_is_kept(self):
        copy = pathlib.Path(self.home) / "Gone soon.wav"
        shutil.copy(test_window.FILES.sample, copy)
        program = self.start("--practice", copy)
        program.button("Play Selection")
        program.set_text("Voice ID", "typed-by-hand")
        program.set_text("Preview Text", "Words that stay.")
        self.wait_kept("text", "Words that stay.")
        program.quit()
        copy.unlink()
        program = self.start("--practice")
        program.wait_label("“Gone soon.wav” cannot be opened")
        self.assertEqual(self.value(program, "Voice ID"), "typed-by-hand")
        self.assertEqual(self.value(program, "Preview Text"), "Words that stay.")
        self.wait_missing(program, "Choose a sample")

    def test_corrupt_draft_is_moved_aside(self):
        self.draft.parent.mkdir(parents=True)
        for content in (b"", b"[" * 100000, b'{"text": "half', b"\xff\xfe\x00"):
            self.draft.write_bytes(content)
            program = self.start("--practice")
            program.wait_label("The draft of the last time cannot be read")
            aside = self.draft.with_name("draft.json.damaged")
            self.assertEqual(aside.read_bytes(), content)
            program.set_text("Voice ID", "begun-anew")
            self.wait_kept("voice-id", "begun-anew")
            program.quit()

    def test_a_named_file_wins(self):
        program = self.start_with_sample("--practice")
        program.set_text("Preview Text", "Words that stay.")
        self.wait_kept("text", "Words that stay.")
        self.assertEqual(self.value(program, "Voice ID")[:11], "anna-reads-")
        program.quit()
        program = self.start("--practice", test_window.FILES.long)
        program.button("Play Selection")
        self.assertTrue(program.has_label("Lecture.flac"))
        self.assertFalse(program.has_label("Anna reads.wav"))
        self.assertEqual(self.value(program, "Preview Text"), "Words that stay.")
        wait_for(lambda: self.value(program, "Voice ID").startswith("lecture-"), "another suggestion")

    def test_a_cloned_voice_is_not_offered_again(self):
        program = self.start_with_sample("--practice")
        program.set_text("Voice ID", "cloned-anna")
        program.set_text("Preview Text", "Words that stay.")
        self.agree_and_clone(program)
        program.button("Play Preview", 60)
        wait_for(lambda: "sample" not in self.kept(), "the draft to be put away")
        self.kill(program)

        program = self.start("--practice")
        self.wait_missing(program, "Choose a sample")
        self.assertNotEqual(self.value(program, "Voice ID"), "cloned-anna")
        self.assertEqual(self.value(program, "Preview Text"), "Words that stay.")

    def test_an_id_that_was_used_is_not_suggested(self):
        program = self.start_with_sample("--practice")
        first = self.value(program, "Voice ID")
        self.agree_and_clone(program)
        program.button("Play Preview", 60)
        program.quit()

        program = self.start_with_sample("--practice")
        wait_for(lambda: self.value(program, "Voice ID") == first + "-2", "another suggestion")
        program.press("Suggest Another")
        wait_for(lambda: self.value(program, "Voice ID") == first + "-3", "yet another one")

    def test_clone_another_starts_fresh(self):
        program = self.start_with_sample("--practice")
        self.take_from_sample(program)
        program.set_text("Transcript", WORDS + ".")
        program.set_text("Preview Text", "Words that stay.")
        first = self.value(program, "Voice ID")
        self.agree_and_clone(program)
        program.press("Clone Another", 60)
        self.wait_missing(program, "Choose a sample")
        self.assertFalse(driver.is_on(program.switch("Prompt Clip")))
        self.assertFalse(driver.is_on(program.switch(CONSENT)))
        self.assertEqual(self.value(program, "Preview Text"), "Words that stay.")
        program.press("Choose File…")
        program.name_file("Open", test_window.FILES.sample)
        program.button("Play Selection")
        wait_for(lambda: self.value(program, "Voice ID").startswith("anna-reads-"), "a suggestion")
        self.assertNotEqual(self.value(program, "Voice ID"), first)
        program.set_switch("Prompt Clip")
        self.assertEqual(self.value(program, "Transcript"), "")
        self.wait_missing(program, "Choose a prompt clip")

    def test_two_programs_do_not_fight(self):
        one = self.start_with_sample("--practice")
        two = self.start_with_sample("--practice")
        for round_ in range(3):
            one.set_text("Voice ID", f"one-{round_}")
            two.set_text("Voice ID", f"two-{round_}")
            time.sleep(0.3)
        one.set_text("Preview Text", "The last change.")
        self.wait_kept("text", "The last change.")
        self.assertEqual(self.kept()["voice-id"], "one-2")

    def test_what_cannot_be_kept_is_said(self):
        for name in ("draft.json", "draft.json.damaged"):
            (self.draft.with_name(name) / "in the way").mkdir(parents=True)
        program = self.start("--practice")
        program.wait_label("What is in the form cannot be kept for the next start")
        program.button("Choose File…")


if __name__ == "__main__":
    unittest.main(verbosity=2)
