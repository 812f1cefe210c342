#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader says on the way through the window by Tab. What it said is printed, to be read
as its user would hear it."""

import pathlib
import subprocess
import unittest

import driver
import test_prompt
import test_window
from driver import Atspi, FOCUS, role_of, wait_for
from test_prompt import FormTest
from test_window import CONSENT, RecordingService, practice_server


def setUpModule():
    test_prompt.setUpModule()


def tearDownModule():
    test_prompt.tearDownModule()


class Stop:
    """What is said of the widget that has the focus."""

    def __init__(self, node):
        self.role = role_of(node)
        self.name = node.get_name()
        self.words = node.get_description()
        self.text = driver.text_of(node) if self.role in ("text", "entry", "password text") else None
        self.states = [state.value_nick for state in node.get_state_set().get_states()]
        self.groups = []
        parent = node.get_parent()
        while parent is not None and parent.get_role_name() != "application":
            if parent.get_role_name() == "panel" and parent.get_name():
                self.groups.append(parent.get_name())
            parent = parent.get_parent()

    def __str__(self):
        told = [state for state in self.states
                if state in ("checked", "pressed", "expandable", "expanded", "invalid-entry")]
        return ", ".join(filter(None, [self.name, self.role, self.text, self.words, *told]))


class ReaderTest(FormTest):
    def walk(self, program, title, keys="Tab"):
        """Goes on until the focus comes around. Every stop has a name of its own, said once."""
        print(f"\n{title}:")
        first = FOCUS.node
        stops = [Stop(first)]
        while not (len(stops) > 1 and FOCUS.node == first):
            self.assertLess(len(stops), 60, "the focus does not come around")
            stops.append(Stop(program.step_focus(keys)))
        for stop in stops[:-1]:
            print("  " + str(stop))
            self.assertTrue(stop.name, f"something without a name: {stop}")
            self.assertNotRegex(stop.name, "^(Gtk|Adw|Sa)[A-Z]")
            half = len(stop.name) // 2
            self.assertNotEqual(stop.name[:half], stop.name[half + 1:], "a name that is said twice")
        for one, other in zip(stops, stops[1:]):
            self.assertNotEqual((one.name, one.groups), (other.name, other.groups))
        return stops[:-1]

    def assert_in_order(self, stops, wanted):
        """All of these in this order; between them may be others."""
        names = [stop.name for stop in stops]
        at = 0
        for name in wanted:
            self.assertIn(name, names[at:], f"not after {names[:at]}")
            at = names.index(name, at) + 1

    def said_of(self, stops, name):
        return next(stop for stop in stops if stop.name == name)

    def wait_focus(self, program, name):
        wait_for(lambda: FOCUS.node is not None and driver.is_focused(FOCUS.node)
                 and FOCUS.node.get_name() == name, f"focus on {name}")


FORM = ["Prompt Clip", "Voice ID", "Suggest Another", "Clean-Up", CONSENT, "Preview Text",
        "Insert Sound", "Model", "Language"]


class Reader(ReaderTest):
    def test_empty_form(self):
        program = self.start("--practice")
        program.button("Record")
        wait_for(lambda: driver.is_focused(program.button("Record")), "focus on the first step")
        program.step_focus()
        stops = self.walk(program, "The empty form")
        self.assert_in_order(stops, ["Choose File…", "Microphone", "Count Down Before Recording",
                                     "Check Microphone", *FORM, "Main Menu", "Add Account…", "Record"])
        for name, words in ((CONSENT, "It is mine, or its owner has agreed"), ("Clean-Up", "Off"),
                            ("Model", "Speech 2.8 HD"), ("Language", "Detect Automatically"),
                            ("Preview Text", "119 of 1000 characters. Nothing is billed in practice mode")):
            self.assertEqual(self.said_of(stops, name).words, words)
        self.assertIn("expandable", self.said_of(stops, "Clean-Up").states)
        clone = program.button("Clone Voice")
        self.assertEqual(clone.get_description(), "Choose a sample")

    def test_loaded_form(self):
        program = self.start_with_sample("--practice")
        self.wait_focus(program, "Play Selection")
        program.set_switch(CONSENT)
        wait_for(lambda: driver.is_sensitive(program.button("Clone Voice")), "Clone Voice")
        stops = self.walk(program, "The form with a sample")
        self.assert_in_order(stops, ["Play Selection", "Loop", "Start", "End", *FORM, "Clone Voice",
                                     "Main Menu", "Add Account…", "Zoom In", "Replace", "Overview",
                                     "Start Handle", "Selected Range", "End Handle"])
        for name, words in (
                ("Overview", r"Shown from 0 seconds to 14\.437 seconds of 14\.437 seconds"),
                ("Start Handle", r"0 seconds, (in a pause, )?level -\d+ decibels\. The selection is 14\.437 seconds long"),
                ("Selected Range", r"From 0 seconds to 14\.437 seconds, 14\.437 seconds long"),
                ("Clone Voice", "Ready to clone")):
            self.assertRegex(self.said_of(stops, name).words, f"^{words}$")
        self.assertEqual(self.said_of(stops, "End").text, "0:14.437")
        self.assertEqual(self.said_of(stops, "End").groups, ["Sample", "Form"])
        self.assertIn("checked", self.said_of(stops, CONSENT).states)

    def test_back_again(self):
        program = self.start_with_sample("--practice")
        self.wait_focus(program, "Play Selection")
        stops = self.walk(program, "The form backwards", "shift+Tab")
        self.assert_in_order(stops, ["Play Selection", "End Handle", "Selected Range", "Start Handle",
                                     "Overview", *FORM[::-1], "End", "Start", "Loop"])

    def test_prompt_clip(self):
        program = self.start_with_sample("--practice")
        self.wait_focus(program, "Play Selection")
        self.take_from_sample(program)
        program.set_text("Transcript", "No end")
        program.set_text("Voice ID", "1")
        program.wait_label("must start with")
        stops = self.walk(program, "The form with a prompt clip")
        self.assert_in_order(stops, ["Start", "End", "Transcript", "Add Punctuation", *FORM[1:],
                                     "Overview", "Start", "End", "Prompt Clip", "Start Handle"])
        # Two editors, told apart by what they are in.
        ends = [stop.groups for stop in stops if stop.name == "End"]
        self.assertEqual(sorted(ends), [["Prompt Clip", "Form"], ["Sample", "Form"]])
        self.assertEqual(self.said_of(stops, "Transcript").words, "It must end in punctuation")
        self.assertEqual(self.said_of(stops, "Voice ID").words,
                         "The voice ID must start with an English letter")
        # GTK 4.8 gives it one of the two, which is not the one that is read: hence the words.
        self.assertTrue({"invalid", "invalid-entry"} & set(self.said_of(stops, "Voice ID").states))

    def open_row(self, program, name):
        """Unfolds a row, and goes on from there."""
        def row():
            return FOCUS.node if FOCUS.node.get_name() == name else None
        program.tab_to(row, name)
        program.key("space")
        wait_for(lambda: driver.has_state(FOCUS.node, Atspi.StateType.EXPANDED), f"{name} to unfold")

    def test_checks(self):
        take = pathlib.Path(self.home) / "Take.wav"
        subprocess.run(["sox", str(test_window.FILES.sample), str(take), "remix", "1", "1v0.00001",
                        "pad", "3", "3"], check=True)
        program = self.start("--practice", take)
        self.wait_focus(program, "Play Selection")
        program.button("Trim Silence")
        stops = self.walk(program, "Checks that are not good")
        self.assertRegex(self.said_of(stops, "Trim Silence").words,
                         r"^Silence at the ends\. 3\.\d s before and 3\.\d s after the words$")
        self.assertRegex(self.said_of(stops, "Use Left Channel").words,
                         r"^The right channel is almost silent\. \d+ dB below the left one$")
        good = next(stop for stop in stops if stop.name.endswith(" are good"))
        self.assertRegex(good.words, r"^−\d+ LUFS, peak −")
        self.assertIn("expandable", good.states)
        self.open_row(program, good.name)
        stops = self.walk(program, "What is good")
        for name, words in (("Loudness", r"−\d+ LUFS"), ("Peak", r"−[\d.]+ dB"),
                            ("Clipped samples", "0"), ("Background noise", r"\d"),
                            ("Pauses", r"\d+ % of the time"), ("Silence at the ends", r"3\.\d s before")):
            self.assertRegex(self.said_of(stops, name).words, "^" + words)

    def test_file_that_cannot_be_opened(self):
        program = self.start("--practice", test_window.FILES.text)
        program.wait_label("“Notes.wav” cannot be opened")
        # What happened is said with what has the focus.
        self.wait_focus(program, "Dismiss")
        stops = self.walk(program, "What is no sound")
        self.assertRegex(stops[0].words, r"^“Notes.wav” cannot be opened\. “Notes.wav” is not an")

    def test_languages_are_named(self):
        program = self.start("--practice")
        program.button("Choose File…")
        combo = program.open_list("Language")
        names = [item.get_name() for item in program.items_of(combo)]
        self.assertIn("Detect Automatically", names)
        self.assertNotIn("", names)
        program.key("Escape")

    def test_running_job(self):
        with practice_server("stall") as url:
            program = self.start_at(url)
            self.agree_and_clone(program)
            self.wait_focus(program, "Cancel")
            program.wait_label("Step 2 of 4")
            stops = self.walk(program, "A job that runs")
            self.assert_in_order(stops, ["Cancel", "Main Menu", "Audio prepared", "Uploading the sample",
                                         "Clone the voice", "Fetch the preview"])
            self.assertEqual(self.said_of(stops, "Cancel").words, "Uploading the sample")

    def test_job_that_failed(self):
        with practice_server("bad-key") as url:
            program = self.start_at(url)
            self.agree_and_clone(program)
            self.wait_focus(program, "Change Key…")
            stops = self.walk(program, "A key that was refused")
            # What happened is said with what has the focus.
            self.assertRegex(stops[0].words, "^Sample not uploaded. Check the API key, and the region")
            self.assert_in_order(stops, ["Change Key…", "Copy Trace ID", "Back to Form", "Try Again",
                                         "Main Menu", "Audio prepared", "Sample not uploaded"])
            self.assertEqual(self.said_of(stops, "Try Again").words, "The key was refused")

    def test_result(self):
        service = RecordingService()
        self.addCleanup(service.stop)
        program = self.start_at(service.url)
        self.agree_and_clone(program)
        self.wait_focus(program, "Play Preview")
        wait_for(lambda: driver.is_sensitive(program.button("Original")), "the original was read")
        stops = self.walk(program, "The result")
        self.assert_in_order(stops, ["Play Preview", "Waveform of the preview",
                                     "Deleted in 7 days unless it is used", "What was done",
                                     "Clone Another", "Main Menu", "Original", "Clone",
                                     "Copy Voice ID", "Save Preview…"])
        self.assertRegex(self.said_of(stops, "Waveform of the preview").words, r"^0 seconds of \d")
        figures = next(stop.name for stop in stops if stop.name.startswith("Length: "))
        self.assertIn("Billed: 33 characters, Content check: Nothing flagged", figures)
        self.assertIn("pressed", self.said_of(stops, "Clone").states)
        self.open_row(program, "What was done")
        stops = self.walk(program, "What was done")
        self.assertEqual(self.said_of(stops, "Audio prepared").words, "14.4 s, the file as it is (WAV)")

    def test_preferences(self):
        program = self.start("--practice")
        program.button("Choose File…")
        program.key("ctrl+comma")
        program.button("Check Key")
        wait_for(lambda: FOCUS.node is not None and driver.top_of(FOCUS.node).get_name() == "Preferences",
                 "focus in the preferences")
        program.tab_to(lambda: next((node for node in [FOCUS.node] if node.get_name() == "Region"), None),
                       "Region")
        stops = self.walk(program, "The preferences")
        self.assert_in_order(stops, ["Region", "API Key", "Get a Key", "Prices", "Model", "Language",
                                     "Reduce Noise", "Normalize Volume", "Reset…", "Practice mode"])
        self.assertEqual(self.said_of(stops, "Region").words, "Global")
        password = next(node for node in driver.tree(program.accessible)
                        if node.get_role() == Atspi.Role.PASSWORD_TEXT)
        assert Atspi.EditableText.set_text_contents(password, "a-key-of-somebody")
        wait_for(lambda: driver.is_sensitive(program.button("Check Key")), "Check Key")
        stops = self.walk(program, "The preferences with a key")
        self.assert_in_order(stops, ["Region", "API Key", "Check Key", "Use This Account", "Model"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
