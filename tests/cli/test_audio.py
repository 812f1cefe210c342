# SPDX-License-Identifier: GPL-3.0-or-later
"""probe and trim on good files of many kinds, and on bad ones."""

import os
import subprocess
import unittest

from harness import CliTest, PROBE_KEYS


class Probe(CliTest):
    def probe(self, path):
        answer = self.succeed("--json", "probe", path).object
        self.assertEqual(list(answer), PROBE_KEYS)
        self.assertEqual(list(answer["fits"]), ["voice_clone", "prompt_audio"])
        return answer

    def test_figures(self):
        path = self.sound("voice.wav", 12, rate=44100, channels=2)
        answer = self.probe(path)
        self.assertEqual(answer["duration"], 12)
        self.assertEqual((answer["sample_rate"], answer["channels"], answer["format"]), (44100, 2, "wav"))
        self.assertEqual(answer["bytes"], path.stat().st_size)
        self.assertAlmostEqual(answer["peak_dbfs"], -9, delta=1)
        self.assertEqual(answer["clipped_samples"], 0)
        self.assertEqual(answer["fits"], {"voice_clone": True, "prompt_audio": False})
        self.assertIn("voice.wav", self.succeed("probe", path).out)

    def test_lengths(self):
        for seconds, sample, prompt, problem in (
            (9.99, False, False, "too_short"), (10, True, False, None), (300, True, False, None),
            (300.01, False, False, "too_long"), (7.999, False, True, "too_short"), (8, False, False, "too_short"),
        ):
            with self.subTest(seconds):
                answer = self.probe(self.sound("a.wav", seconds, rate=8000))
                self.assertEqual(answer["duration"], seconds)
                self.assertEqual(answer["fits"], {"voice_clone": sample, "prompt_audio": prompt})
                lengths = [name for name in answer["problems"] if name.startswith("too_")]
                self.assertEqual(lengths, [problem] if problem else [])

    def test_silence(self):
        path = self.folder / "silent.wav"
        subprocess.run(["sox", "-D", "-n", "-r", "16000", "-b", "16", str(path), "trim", "0", "12"], check=True)
        answer = self.probe(path)
        for figure in ("peak_dbfs", "loudness_lufs", "noise_floor_dbfs"):
            self.assertIsNone(answer[figure])
        self.assertIn("silent", answer["problems"])
        self.succeed("probe", path)

    def test_clipped(self):
        path = self.sound("loud.wav", 12, effects=["gain", "30"])
        answer = self.probe(path)
        self.assertGreater(answer["clipped_samples"], 100)
        self.assertIn("clipped", answer["problems"])

    def test_formats(self):
        source = self.sound("a.wav", 12, rate=48000)
        for name, options in {
            "b.mp3": [], "vbr.mp3": ["-q:a", "4"], "b.m4a": [], "b.flac": [], "b.ogg": ["-c:a", "libvorbis"],
            "b.opus": ["-c:a", "libopus"], "u8.wav": ["-c:a", "pcm_u8"], "s24.wav": ["-c:a", "pcm_s24le"],
            "float.wav": ["-c:a", "pcm_f32le"], "six.wav": ["-ac", "6"], "fast.wav": ["-ar", "96000"],
        }.items():
            with self.subTest(name):
                path = self.folder / name
                self.ffmpeg("-i", source, *options, path)
                answer = self.probe(path)
                self.assertAlmostEqual(answer["duration"], 12, delta=0.1)
                self.assertTrue(answer["fits"]["voice_clone"])
        video = self.folder / "video.mp4"
        self.ffmpeg("-f", "lavfi", "-i", "testsrc=size=64x64:rate=5", "-i", source, "-shortest", video)
        self.assertEqual(self.probe(video)["format"], "mp4")

    def test_wrong_ending(self):
        path = self.sound("a.wav", 11)
        path.rename(self.folder / "a.mp3")
        self.assertEqual(self.probe("a.mp3")["format"], "wav")

    def test_bad_files(self):
        (self.folder / "empty.wav").touch()
        (self.folder / "text.wav").write_text("This is no sound at all.\n" * 100)
        (self.folder / "noise.mp3").write_bytes(os.urandom(50000))
        (self.folder / "folder.wav").mkdir()
        os.mkfifo(self.folder / "pipe.wav")
        for name in ("empty.wav", "text.wav", "noise.mp3", "folder.wav", "pipe.wav", "no-such.wav", "/dev/null", "/dev/zero"):
            with self.subTest(name):
                error, _ = self.fails(4, "audio", "probe", name)
                self.assertIsNone(error["voice_id"])
                self.fails(4, "audio", "trim", name, "out.wav", "--start", "0", "--end", "1")
                self.assertFalse((self.folder / "out.wav").exists())

    def test_strange_names(self):
        for name in ("Größe.wav", "a b.wav", "http:a.wav", "quote\"d.wav", "new\nline.wav"):
            with self.subTest(name):
                self.sound("plain.wav", 3).rename(self.folder / name)
                self.assertEqual(self.probe(name)["duration"], 3)
                self.succeed("probe", name)


class Trim(CliTest):
    def test_formats(self):
        source = self.sound("a.wav", 20, rate=44100, channels=2)
        for name, form in (("b.wav", "wav"), ("b.mp3", "mp3"), ("b.m4a", "m4a"), ("b.flac", "flac"), ("B.WAV", "wav")):
            with self.subTest(name):
                answer = self.succeed("--json", "trim", source, name, "--start", "2.5", "--end", "13.75").object
                self.assertEqual(list(answer), PROBE_KEYS)
                self.assertEqual(answer["format"], form)
                self.assertAlmostEqual(answer["duration"], 11.25, delta=0 if form in ("wav", "flac") else 0.1)
                self.assertEqual((answer["sample_rate"], answer["channels"]), (44100, 2))
                self.assertEqual(answer, self.succeed("--json", "probe", name).object)

    def test_to_the_end(self):
        source = self.sound("a.wav", 20)
        self.assertEqual(self.succeed("--json", "trim", source, "b.wav", "--start", "15").object["duration"], 5)

    def test_in_place(self):
        source = self.sound("a.wav", 20)
        self.succeed("trim", source, source, "--start", "5", "--end", "6")
        self.assertEqual(self.succeed("--json", "probe", source).object["duration"], 1)

    def test_links_are_followed(self):
        source = self.sound("a.wav", 5)
        (self.folder / "there").mkdir()
        for target in ("there/old.wav", "there/new.wav"):
            with self.subTest(target):
                if "old" in target:
                    (self.folder / target).touch()
                link = self.folder / ("link-to-" + os.path.basename(target))
                link.symlink_to(target)
                self.succeed("trim", source, link, "--start", "1", "--end", "2")
                self.assertTrue(link.is_symlink())
                self.assertEqual(self.succeed("--json", "probe", target).object["duration"], 1)

    def test_refused(self):
        source = self.sound("a.wav", 5)
        before = self.files_left()
        self.fails(2, "input", "trim", source, "b.wav", "--start", "6")
        self.fails(2, "input", "trim", source, "b.wav", "--start", "1", "--end", "9")
        error, _ = self.fails(2, "input", "trim", source, "b.wav", "--start", "1", "--end", "1.00001")
        self.assertNotIn("end", error["message"])
        self.fails(4, "audio", "trim", source, "no/such/b.wav", "--start", "1")
        self.fails(4, "audio", "trim", source, "/dev/full/b.wav", "--start", "1")
        for name in ("b", "b.ogg", "b.txt"):
            answer = self.run_cli("trim", source, name, "--start", "1")
            self.assertEqual((answer.status, answer.out), (2, ""), answer.err)
        self.assertEqual(self.files_left(), before)


if __name__ == "__main__":
    unittest.main()
