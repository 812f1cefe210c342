#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result in a real window: original and clone as they leave the speakers, and what the service
said of the clone."""

import array
import json
import pathlib
import re
import subprocess
import unittest

import driver
import test_window
from driver import Program, wait_for
from test_window import CONSENT, RecordingHandler, RecordingService, Speakers, WindowTest

RATE = 48000


def loudness(samples, folder):
    """Integrated loudness in LUFS of 16-bit stereo samples, as ffmpeg measures it."""
    path = pathlib.Path(folder) / "heard.raw"
    path.write_bytes(samples.tobytes())
    result = subprocess.run(
        ["ffmpeg", "-nostats", "-f", "s16le", "-ac", "2", "-ar", str(RATE), "-i", str(path),
         "-af", "ebur128", "-f", "null", "-"], check=True, capture_output=True, text=True)
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", result.stderr)[-1])


class LoudSpeakers(Speakers):
    """Records both speakers at their own rate, for the measuring of loudness."""

    RATE = RATE
    CHANNELS = 2

    def sound(self, start=0):
        """What was heard from the first sound on."""
        samples = self.samples()[start:]
        first = next((i for i, sample in enumerate(samples) if abs(sample) > 30), len(samples))
        return samples[first - first % 2:]


class Words(RecordingHandler):
    """A service that answers with whatever the test put there."""

    def do_GET(self):
        if self.server.preview is None:
            self.send_error(404)
        else:
            self.answer(self.server.preview, "audio/mpeg")

    def answer(self, body, media_type="application/json"):
        if media_type == "application/json" and b"demo_audio" in body:
            answer = json.loads(body)
            answer.update(self.server.extra)
            body = json.dumps(answer).encode()
        super().answer(body, media_type)


class Service(RecordingService):
    def __init__(self, preview=None, **extra):
        self.preview = preview
        self.extra = extra
        super().__init__(Words)


def setUpModule():
    test_window.setUpModule()


def tearDownModule():
    test_window.tearDownModule()


class Result(WindowTest):
    def clone(self, service, sample=None):
        self.addCleanup(service.stop)
        program = self.start(sample or test_window.FILES.sample, MINIMAX_API_HOST=service.url,
                             MINIMAX_API_KEY="a-secret-key")
        program.button("Play Selection")
        program.set_text("Voice ID", "anna-in-the-test")
        self.agree_and_clone(program)
        program.wait_label("The voice is ready")
        return program

    @staticmethod
    def focus(program, node):
        """Presses a button with the mouse, and lets go beside it."""
        x, y = program.position_of(node)
        driver.xdotool("mousemove", x, y, "mousedown", 1, "sleep", 0.1, "mousemove", x, y - 120, "sleep", 0.1,
                       "mouseup", 1)
        wait_for(lambda: driver.is_focused(program.look_for("button", driver.name_of(node))), "the focus")

    def make(self, name, *options, source=None):
        path = pathlib.Path(self.home) / name
        source = source or test_window.FILES.sample
        subprocess.run(["ffmpeg", "-v", "error", "-i", str(source), *options, str(path)], check=True)
        return path

    def hear(self, program, speakers, seconds):
        """The next seconds of sound."""
        start = len(speakers.samples())
        program.press("Play Preview")
        wait_for(lambda: len(speakers.sound(start)) > seconds * RATE * 2, "the sound", 30)
        sound = speakers.sound(start)[:int(seconds * RATE) * 2]
        program.press("Play Preview")
        wait_for(lambda: not any(speakers.samples()[-RATE // 5:]), "silence")
        return sound

    def compare(self, sample, preview):
        program = self.clone(Service(preview.read_bytes()), sample)
        original = program.button("Original")
        wait_for(lambda: driver.is_sensitive(original), "the original was read")
        with LoudSpeakers() as speakers:
            clone = self.hear(program, speakers, 4)
            program.press("Original")
            wait_for(lambda: driver.is_on(original), "Original")
            original = self.hear(program, speakers, 4)
        self.assertLess(max(map(abs, clone)), 32700)
        self.assertLess(max(map(abs, original)), 32700)
        levels = loudness(clone, self.home), loudness(original, self.home)
        self.assertLess(abs(levels[0] - levels[1]), 1.5, levels)
        return levels

    def test_quiet_original_is_as_loud_as_the_clone(self):
        sample = self.make("Quiet.wav", "-af", "volume=-18dB")
        preview = self.make("p.mp3", "-t", "6", "-ar", "32000")
        before = loudness(self.read(preview), self.home)
        clone, _ = self.compare(sample, preview)
        self.assertLess(abs(clone - before), 1.5)  # the quiet one was made louder

    def test_loud_stereo_original_is_as_loud_as_a_quiet_clone(self):
        sample = self.make("Stereo.wav", "-af", "pan=stereo|c0=c0|c1=0.5*c0,alimiter=level_in=1.6:level=0")
        self.compare(sample, self.make("p.mp3", "-t", "6", "-ar", "32000", "-af", "volume=-12dB"))

    def read(self, path):
        data = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "2",
                               "-af", "pan=stereo|c0=c0|c1=c0", "-ar", str(RATE), "-"], check=True, capture_output=True).stdout
        return array.array("h", data)

    def test_a_key_changes_sides_and_each_keeps_its_place(self):
        preview = self.make("p.mp3", "-af", "apad", "-t", "60", "-ar", "32000")
        sample = self.make("Long.wav", "-af", "apad", "-t", "50")
        program = self.clone(Service(preview.read_bytes()), sample)
        original, clone = program.button("Original"), program.button("Clone")
        wait_for(lambda: driver.is_sensitive(original), "the original was read")
        self.assertTrue(driver.is_on(clone))
        program.find(None, "Waveform of the preview")
        position, duration = [node for node in driver.tree(program.accessible) if driver.is_shown(node)
                              and re.fullmatch(r"\d:\d\d\.\d", driver.text_of(node) or "")][-2:]

        def seconds(node):
            minutes, rest = driver.text_of(node).split(":")
            return 60 * int(minutes) + float(rest)

        self.assertEqual(seconds(duration), 60)
        self.focus(program, program.button("Clone Another"))
        program.press("Play Preview")
        wait_for(lambda: seconds(position) > 3, "the clone plays")
        left = seconds(position)
        program.key("x")
        wait_for(lambda: driver.is_on(original) and not driver.is_on(clone), "Original")
        # It goes on playing, from its own beginning.
        self.assertLess(seconds(position), left)
        program.find(None, "Waveform of the original")
        program.wait_label("Long.wav")
        self.assertEqual(seconds(duration), 50)
        wait_for(lambda: seconds(position) > 1, "the original plays")
        program.key("x")
        wait_for(lambda: driver.is_on(clone), "Clone")
        self.assertGreaterEqual(seconds(position), left - 0.11)  # to a frame of the MP3, and rounded
        program.press("Play Preview")

    def test_every_figure_and_the_flag_are_told(self):
        preview = self.make("p.mp3", "-t", "6", "-ar", "32000")
        program = self.clone(Service(
            preview.read_bytes(), input_sensitive=True, input_sensitive_type=6,
            extra_info={"audio_length": 6000, "audio_sample_rate": 32000, "audio_size": 96000,
                        "bitrate": 128000, "word_count": 23, "usage_characters": 129}))
        for words in ("6.0 s", "MP3, 32 kHz, mono", "128 kbit/s", "23 characters", "129 characters", "Violence",
                      "Speech 2.8 HD", "Deleted in 7 days unless it is used",
                      "Speaking one sentence keeps it; the preview does not count."):
            program.wait_label(words)

    def test_practice_voices_stay(self):
        program = self.start_with_sample("--practice")
        self.agree_and_clone(program)
        program.wait_label("Practice voices stay until Reset")
        self.assertFalse(program.has_label("Deleted in 7 days"))

    def test_preview_that_is_missing_says_why(self):
        program = self.clone(Service(None))
        program.wait_label("The voice was cloned, but its preview could not be fetched")
        self.assertIsNone(program.look_for("button", "Play Preview"))
        self.assertIsNone(program.look_for("button", "Save Preview…"))
        self.assertIsNone(program.look_for("button", "Original"))
        program.button("Copy Voice ID")

    def test_original_that_went_away_is_not_offered(self):
        sample = self.make("Gone.wav", "-t", "12")
        service = Service(self.make("p.mp3", "-t", "3").read_bytes())
        service.gate.clear()
        self.addCleanup(service.stop)
        program = self.start(sample, MINIMAX_API_HOST=service.url)
        program.button("Play Selection")
        self.agree_and_clone(program)
        wait_for(lambda: len(service.requests) == 2, "the clone's request")
        sample.unlink()
        service.gate.set()
        program.wait_label("The original cannot be heard")
        self.assertIsNone(program.look_for("button", "Original"))
        program.button("Play Preview")

    def test_full_disk_leaves_no_half_preview(self):
        small = pathlib.Path(self.home) / "small"
        small.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(small)], check=False,
                          stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("no small disk can be made here")
        self.addCleanup(subprocess.run, ["umount", "-l", str(small)], check=False)
        (small / "filler").write_bytes(bytes(405_000))
        program = self.clone(Service(self.make("p.mp3", "-t", "3").read_bytes()))
        program.press("Save Preview…")
        program.name_file("Save", small / "saved.mp3")
        program.wait_label("Not saved: There is no room left on the disk for “saved.mp3”")
        self.assertEqual([path.name for path in small.iterdir()], ["filler"])

    def test_preview_is_saved_and_the_id_copied(self):
        preview = self.make("p.mp3", "-t", "3")
        program = self.clone(Service(preview.read_bytes()))
        program.press("Copy Voice ID")
        program.wait_label("Voice ID copied")
        target = pathlib.Path(self.home) / "saved.mp3"
        program.press("Save Preview…")
        program.name_file("Save", target)
        program.wait_label("Preview saved")
        self.assertEqual(target.read_bytes(), preview.read_bytes())
        program.press("Clone Another")
        program.button("Clone Voice")


if __name__ == "__main__":
    unittest.main(verbosity=2)
