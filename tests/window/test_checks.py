#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks beside the sample in a real window: what they say, what their buttons do, and what is sent
then."""

import array
import io
import json
import pathlib
import subprocess
import unittest
import wave

import driver
import test_recorder
import test_window
from driver import wait_for
from test_window import RecordingService, WindowTest, uploaded_file


def setUpModule():
    test_window.setUpModule()


def tearDownModule():
    test_window.tearDownModule()


class Checks(WindowTest):
    def make(self, *effects, channels=1):
        path = pathlib.Path(self.home) / "Take.wav"
        subprocess.run(["sox", str(test_window.FILES.sample), "-c", str(channels), "-b", "16",
                        str(path), *map(str, effects)], check=True)
        return path

    def open(self, path):
        self.service = RecordingService()
        self.addCleanup(self.service.stop)
        program = self.start(path, MINIMAX_API_HOST=self.service.url)
        program.button("Play Selection")
        return program

    def clone(self, program):
        """The upload's sound, and the clone's request."""
        self.agree_and_clone(program)
        program.wait_label("The voice is ready")
        posts = [request for request in self.service.requests if request[0] == "POST"]
        _, _, headers, body = posts[-2]
        _, content = uploaded_file(body, headers)
        with wave.open(io.BytesIO(content)) as file:
            samples = array.array("h", file.readframes(file.getnframes()))
            return file.getnchannels(), samples, json.loads(posts[-1][3])

    @staticmethod
    def press_last(program, name):
        """The button of a row, where the editor or the form has a control of the same name."""
        rows = [node for node in driver.tree(program.accessible)
                if node.get_role_name() == "list item" and driver.is_shown(node)]
        button = [node for row in rows for node in driver.tree(row) if driver.name_of(node) == name
                  and node.get_role_name() in ("push button", "button") and driver.is_shown(node)][-1]
        assert driver.Atspi.Action.do_action(button, 0), name

    @staticmethod
    def read(path):
        with wave.open(str(path)) as file:
            return array.array("h", file.readframes(file.getnframes()))

    def test_good_checks_are_one_row_with_all_figures(self):
        program = self.open(self.make())
        program.wait_label("All checks are good")
        self.assertTrue(program.has_label("no clipped samples"))
        self.assertTrue(program.has_label(" LUFS, peak "))
        self.assertIsNone(program.look_for("button", "Trim Silence"))
        for name in ("Loudness", "Peak", "Clipped samples", "Background noise", "Pauses",
                     "Silence at the ends"):
            self.assertTrue(any(name == node.get_name() for node in driver.tree(program.accessible)
                                if node.get_role_name() in ("label", "list item")), name)

    def check_channel(self, gains, button, words, channel):
        path = self.make("remix", *gains, channels=2)
        program = self.open(path)
        program.wait_label("channel is almost silent")
        program.press(button)
        program.wait_label(words)
        channels, sent, _ = self.clone(program)
        wanted = self.read(path)[channel::2]
        self.assertEqual(channels, 1)
        self.assertEqual(len(sent), len(wanted))
        # Neither halved nor mixed with the other one.
        self.assertLessEqual(max(abs(a - b) for a, b in zip(sent, wanted)), 1)

    def test_left_channel_is_sent_at_its_full_level(self):
        self.check_channel(("1v1", "1v0.01"), "Use Left Channel", "Only the left channel is used", 0)

    def test_right_channel_is_sent_at_its_full_level(self):
        self.check_channel(("1v0.01", "1v1"), "Use Right Channel", "Only the right channel is used", 1)

    def test_channel_can_be_taken_back(self):
        path = self.make("remix", "1v1", "1v0.01", channels=2)
        program = self.open(path)
        program.press("Use Left Channel")
        program.press("Undo")
        program.button("Use Left Channel")
        channels, sent, _ = self.clone(program)
        self.assertEqual(channels, 2)
        self.assertEqual(sent, self.read(path))

    def test_opposite_channels_are_not_mixed(self):
        path = self.make("remix", "1v1", "1v-1", channels=2)
        program = self.open(path)
        program.wait_label("The channels are in opposite phase")
        program.press("Use Left Channel")
        program.wait_label("Only the left channel is used")
        _, sent, _ = self.clone(program)
        self.assertEqual(sent, self.read(path)[0::2])

    def test_silence_is_trimmed_in_one_step(self):
        path = self.make("pad", 2.5, 3)
        program = self.open(path)
        program.wait_label("2.5 s before")
        start, end = program.field("Start"), program.field("End")
        before = driver.text_of(start), driver.text_of(end)
        program.press("Trim Silence")
        program.wait_label("The silence at the ends is left out")
        wait_for(lambda: driver.text_of(start) != before[0], "another start")
        trimmed = driver.text_of(start), driver.text_of(end)
        self.assertNotEqual(trimmed[1], before[1])

        self.press_last(program, "Undo")
        program.button("Trim Silence")
        self.assertEqual((driver.text_of(start), driver.text_of(end)), before)

        program.press("Trim Silence")
        wait_for(lambda: (driver.text_of(start), driver.text_of(end)) == trimmed, "the same range")
        _, sent, _ = self.clone(program)
        whole = self.read(path)
        seconds = [float(text.partition(":")[2]) for text in trimmed]
        self.assertAlmostEqual(len(sent) / 22050, seconds[1] - seconds[0], delta=0.002)
        first = round(seconds[0] * 22050)
        self.assertTrue(any(sent == whole[first + d:first + d + len(sent)] for d in range(-12, 13)))

    def test_checks_follow_the_range(self):
        program = self.open(self.make("pad", 2.5, 0))
        program.button("Trim Silence")
        program.write(lambda: program.field("Start"), "Start", "2.2", "Return")
        program.wait_gone("button", "Trim Silence")

    def make_spoiled(self):
        """Clipped first, then clean."""
        home = pathlib.Path(self.home)
        sample = str(test_window.FILES.sample)
        subprocess.run(["sox", sample, str(home / "hot.wav"), "gain", "25"], check=True,
                       capture_output=True)
        path = home / "Two takes.wav"
        subprocess.run(["sox", str(home / "hot.wav"), sample, str(path)], check=True)
        return path, len(self.read(sample)) / 22050

    def times(self, program):
        return [float(driver.text_of(program.field(name)).partition(":")[2])
                for name in ("Start", "End")]

    def check_suggestion(self, program, half):
        program.wait_label("of clean speech: little noise, few pauses, nothing clipped")
        start, end = self.times(program)
        self.assertGreater(start, half - 0.5)
        self.assertLessEqual(end, 2 * half)
        self.assertGreaterEqual(end - start, 10)
        wait_for(lambda: not program.has_label("Loud sounds are cut off"), "the row to go")

    def test_best_part_by_button(self):
        path, half = self.make_spoiled()
        program = self.open(path)
        program.wait_label("Loud sounds are cut off")
        program.press("Suggest Best Part")
        self.check_suggestion(program, half)
        start, end = self.times(program)
        program.press("Undo Edit")
        wait_for(lambda: self.times(program)[0] == 0, "all of it")
        wait_for(lambda: not program.has_label("of clean speech"), "the words to go")
        program.press("Redo Edit")
        wait_for(lambda: self.times(program) == [start, end], "the best part")
        _, sent, _ = self.clone(program)
        self.assertAlmostEqual(len(sent) / 22050, end - start, delta=0.002)
        self.assertLess(max(map(abs, sent)), 32000)

    def test_best_part_by_keyboard(self):
        path, half = self.make_spoiled()
        program = self.open(path)
        wait_for(lambda: driver.is_focused(program.button("Play Selection")), "focus on play")
        program.key("ctrl+b")
        self.check_suggestion(program, half)
        program.key("ctrl+z")
        wait_for(lambda: self.times(program)[0] == 0, "all of it")

    def test_best_part_in_a_narrow_window(self):
        path, half = self.make_spoiled()
        program = self.open(path)
        program.resize(360, 640)
        program.click(program.find("button", "Edit and Zoom"))
        item = program.find(None, "Suggest Best Part")
        self.assertTrue(driver.Atspi.Action.do_action(item, 0))
        self.check_suggestion(program, half)

    def test_nothing_to_suggest(self):
        program = self.open(self.make("trim", 0, 6))
        program.wait_label("The sample is too short")
        program.wait_label("6.0 s; at least 10 s are needed")
        program.press("Suggest Best Part")
        program.wait_label("There is no part with 10 seconds of speech in it")
        buttons = [node for node in driver.tree(program.accessible)
                   if driver.name_of(node) == "Replace" and driver.is_shown(node)
                   and driver.role_of(node) == "button"]
        self.assertEqual(len(buttons), 2)  # the editor's, and the way out beside what is wrong

    def test_silence_is_trimmed_by_keyboard(self):
        program = self.open(self.make("pad", 2.5, 3))
        before = self.times(program)
        wait_for(lambda: driver.is_focused(program.button("Play Selection")), "focus on play")
        program.key("ctrl+t")
        wait_for(lambda: self.times(program)[0] > 2, "the silence to go")
        self.assertLess(self.times(program)[1], before[1] - 2)
        program.wait_gone("button", "Trim Silence")
        program.key("ctrl+z")
        wait_for(lambda: self.times(program) == before, "all of it")

    def test_keys_of_the_editor_work_beside_it(self):
        program = self.open(self.make("pad", 2.5, 3))
        before = self.times(program)
        wait_for(lambda: driver.is_focused(program.button("Play Selection")), "focus on play")
        program.tab_to(lambda: program.look_for("button", "Trim Silence"), "Trim Silence")
        program.key("Return")
        wait_for(lambda: self.times(program)[0] > 2, "the silence to go")
        trimmed = self.times(program)
        program.key("ctrl+z")
        wait_for(lambda: self.times(program) == before, "all of it")
        program.key("ctrl+shift+z")
        wait_for(lambda: self.times(program) == trimmed, "the trimmed range")

    def test_channel_and_switch_are_undone_in_turn(self):
        noise = pathlib.Path(self.home) / "noise.wav"
        path = pathlib.Path(self.home) / "Noisy.wav"
        subprocess.run(["sox", "-n", "-r", "22050", "-c", "1", str(noise), "synth", "14", "whitenoise",
                        "vol", "-30dB"], check=True)
        subprocess.run(["sox", "-m", "-v", "1", str(test_window.FILES.sample), "-v", "1", str(noise),
                        "-b", "16", str(path), "remix", "1", "1v0.01"], check=True)
        program = self.open(path)
        program.press("Use Left Channel")
        program.wait_label("Only the left channel is used")
        self.press_last(program, "Reduce Noise")
        wait_for(lambda: driver.is_on(program.switch("Reduce Noise")), "noise reduction")
        program.press("Undo Edit")
        wait_for(lambda: not driver.is_on(program.switch("Reduce Noise")), "no noise reduction")
        self.assertTrue(program.has_label("Only the left channel is used"))
        program.press("Undo Edit")
        program.button("Use Left Channel")
        wait_for(lambda: not driver.is_sensitive(program.button("Undo Edit")), "nothing more to undo")
        program.press("Redo Edit")
        program.wait_label("Only the left channel is used")

    def test_long_pauses(self):
        sample = str(test_window.FILES.sample)
        path = pathlib.Path(self.home) / "Pauses.wav"
        brief = pathlib.Path(self.home) / "brief.wav"
        subprocess.run(["sox", sample, str(brief), "trim", "0", "2", "pad", "0", "5"], check=True)
        subprocess.run(["sox", *[str(brief)] * 3, sample, str(path)], check=True)
        program = self.open(path)
        program.wait_label("of the time nobody speaks; the longest pause is 5.")
        self.press_last(program, "Suggest Best Part")
        wait_for(lambda: self.times(program)[0] > 19, "the speech at the end")
        wait_for(lambda: not program.has_label("Long pauses"), "the row to go")
        wait_for(lambda: driver.is_focused(program.button("Play Selection")), "focus on play")

    def count_labels(self, program, words):
        return len([node for node in driver.tree(program.accessible)
                    if driver.role_of(node) == "label" and node.get_name() == words
                    and driver.is_shown(node)])

    def test_prompt_clip_is_checked_too(self):
        program = self.open(self.make("gain", 25))
        wait_for(lambda: self.count_labels(program, "Loud sounds are cut off") == 1, "the sample's row")
        program.set_switch("Prompt Clip")
        program.press("Take from Sample")
        wait_for(lambda: self.count_labels(program, "Loud sounds are cut off") == 2, "the clip's row")
        program.set_switch("Prompt Clip", False)
        wait_for(lambda: self.count_labels(program, "Loud sounds are cut off") == 1, "the row to go")

    def test_the_service_reduces_noise_and_normalizes_volume(self):
        noise = pathlib.Path(self.home) / "noise.wav"
        path = pathlib.Path(self.home) / "Noisy.wav"
        subprocess.run(["sox", "-n", "-r", "22050", "-c", "1", str(noise), "synth", "14", "whitenoise",
                        "vol", "-30dB"], check=True)
        subprocess.run(["sox", "-m", "-v", "1", str(test_window.FILES.sample), "-v", "1", str(noise),
                        "-b", "16", str(path), "vol", "-30dB"], check=True)
        program = self.open(path)
        program.wait_label("dB below the voice; 30 dB or more is better")
        program.wait_label("The speech is quiet")
        for button, words in (("Reduce Noise", "Background noise will be reduced"),
                              ("Normalize Volume", "The volume will be normalized")):
            self.press_last(program, button)
            program.wait_label(words)
            wait_for(lambda: driver.is_on(program.switch(button)), button)
        _, _, request = self.clone(program)
        self.assertIs(request["need_noise_reduction"], True)
        self.assertIs(request["need_volume_normalization"], True)


class Takes(test_recorder.RecorderTest):
    """What was recorded is recorded again, or goes on."""

    def make_hot(self):
        path = pathlib.Path(self.home) / "hot.wav"
        speech = pathlib.Path(self.home) / "speech.wav"
        test_window.speak(speech, test_recorder.SAID)
        subprocess.run(["sox", str(speech), str(path), "gain", "25"], check=True, capture_output=True)
        return path

    def test_too_short_and_clipped(self):
        program = self.start("--practice")
        self.say(self.make_hot())
        self.start_recording(program)
        self.wait_time(program, 4)
        program.press("Stop")
        program.wait_label("Loud sounds are cut off")
        program.wait_label("The sample is too short")
        Checks.press_last(program, "Record More")
        self.wait_time(program, 11)  # it goes on from the 4 s that there are
        program.press("Stop")
        program.wait_label("Loud sounds are cut off")
        self.assertFalse(program.has_label("The sample is too short"))
        Checks.press_last(program, "Record Again")
        program.button("Stop")
        self.wait_time(program, 0.5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
