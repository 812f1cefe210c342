# SPDX-License-Identifier: GPL-3.0-or-later
"""upload, clone and practice-server over real HTTP, with every fault."""

import json
import os
import signal
import stat
import subprocess
import time
import unittest
import urllib.error
import urllib.request

from harness import CLI, CLONE_KEYS, UPLOAD_KEYS, CliTest, PracticeServer

TEXT = ["--text", "Good morning.", "--model", "speech-2.8-hd"]


class Upload(CliTest):
    def test_purposes(self):
        (self.folder / "book.txt").write_text("Once upon a time.\n")
        self.sound("sample.wav", 12)
        self.sound("prompt.wav", 6)
        self.ffmpeg("-f", "lavfi", "-i", "testsrc=size=64x64:rate=5", "-t", "1", self.folder / "film.mp4")
        with PracticeServer(self) as server:
            for name, purpose in (
                ("sample.wav", "voice_clone"), ("prompt.wav", "prompt_audio"), ("book.txt", "t2a_async_input"),
                ("film.mp4", "video_understanding"),
            ):
                with self.subTest(purpose):
                    answer = self.succeed(
                        "--json", "--base-url", server.url + "/", "upload", name, "--purpose", purpose
                    ).object
                    self.assertEqual(list(answer), UPLOAD_KEYS)
                    self.assertEqual((answer["purpose"], answer["filename"]), (purpose, name))
                    self.assertEqual(answer["bytes"], (self.folder / name).stat().st_size)
                    self.assertIs(type(answer["file_id"]), int)
            text = self.succeed("--base-url", server.url, "upload", "sample.wav", "--purpose", "voice_clone").out
            self.assertIn("File ID", text)

    def test_fitted(self):
        source = self.sound("a.wav", 12, rate=48000, channels=2)
        self.ffmpeg("-i", source, self.folder / "a.ogg")
        answer = self.succeed("--json", "--practice", "upload", "a.ogg", "--purpose", "voice_clone").object
        self.assertTrue(answer["filename"].endswith(".wav"))

    def test_what_core_has_to_say(self):
        """It comes under the program's name, like all else on standard error."""
        self.sound("sample.wav", 12)
        practice = self.home / "data" / "soundalike" / "practice"
        practice.mkdir(parents=True)
        (practice / "index.json").write_text("no index")
        answer = self.succeed("--practice", "upload", "sample.wav", "--purpose", "voice_clone")
        self.assertRegex(answer.err, r"^soundalike-cli: The index .* damaged[^\n]*\n$")

    def test_lengths(self):
        for seconds, purpose, status in (
            (9.99, "voice_clone", 2), (10, "voice_clone", 0), (300, "voice_clone", 0), (300.01, "voice_clone", 2),
            (7.999, "prompt_audio", 0), (8, "prompt_audio", 2),
        ):
            with self.subTest(seconds=seconds, purpose=purpose):
                self.sound("a.wav", seconds, rate=8000)
                answer = self.run_cli("--practice", "upload", "a.wav", "--purpose", purpose)
                self.assertEqual(answer.status, status, answer.err)
        self.sound("a.wav", 300.01, rate=8000)
        error, _ = self.fails(2, "input", "--practice", "upload", "a.wav", "--purpose", "voice_clone")
        self.assertIn("--start", error["message"])
        self.assertIn("trim", error["message"])

    def test_sizes(self):
        """20,000,000 bytes go as they are; one more is made smaller."""
        for extra, untouched in ((0, True), (1, False)):
            with self.subTest(extra):
                path = self.sound("a.wav", 200, rate=48000)
                with open(path, "r+b") as wav:
                    head = bytearray(wav.read(44))
                    content = wav.read()
                    body = (content * 2)[:20000000 + 2 * extra - 44]
                    head[4:8] = (len(body) + 36).to_bytes(4, "little")
                    head[40:44] = len(body).to_bytes(4, "little")
                    wav.seek(0)
                    wav.write(head + body)
                answer = self.succeed("--json", "--practice", "upload", path, "--purpose", "voice_clone").object
                self.assertEqual(answer["bytes"] == path.stat().st_size, untouched)
                self.assertLessEqual(answer["bytes"], 20000000)

    def test_files(self):
        (self.folder / "empty.txt").touch()
        (self.folder / "folder").mkdir()
        for name in ("no-such.txt", "folder", "/dev/zero"):
            for purpose in ("voice_clone", "t2a_async_input"):
                with self.subTest(name=name, purpose=purpose):
                    self.fails(4, "audio", "--practice", "upload", name, "--purpose", purpose)

    def test_nobody_listens(self):
        self.sound("a.wav", 12)
        error, _ = self.fails(
            5, "network", "--base-url", "http://127.0.0.1:1", "upload", "a.wav", "--purpose", "voice_clone"
        )
        self.assertTrue(error["advice"])

    def test_faults(self):
        self.sound("a.wav", 12)
        for fault, status, kind, outcome in (
            ("bad-key", 3, "service", "refused"), ("truncated-answer", 5, "network", "unknown"),
            ("huge-answer", 5, "network", "unknown"), ("deep-answer", 5, "network", "unknown"),
            ("wrong-types", 5, "network", "unknown"),
        ):
            with self.subTest(fault), PracticeServer(self, fault) as server:
                error, text = self.fails(
                    status, kind, "--base-url", server.url, "upload", "a.wav", "--purpose", "voice_clone", outcome=outcome
                )
                if fault == "bad-key":
                    self.assertEqual(error["code"], 1004)
                    self.assertIn("1004", text)

    def test_retries(self):
        self.sound("a.wav", 12)
        for fault in ("limit-once", "bad-gateway-once"):
            with self.subTest(fault), PracticeServer(self, fault) as server:
                answer = self.succeed("--base-url", server.url, "upload", "a.wav", "--purpose", "voice_clone")
                self.assertIn("trying again in 1 s", answer.err)


class Clone(CliTest):
    def clone(self, *options, sample="sample.wav", voice_id="anna-reads"):
        return ["clone", "--sample", sample, "--voice-id", voice_id, "--consent", *options]

    def test_everything(self):
        self.sound("sample.wav", 15)
        self.sound("prompt.wav", 9)
        with PracticeServer(self) as server:
            answer = self.succeed(
                "--json", "--base-url", server.url,
                *self.clone(
                    "--start", "2", "--end", "14.5", "--prompt", "prompt.wav", "--prompt-start", "1", "--prompt-end", "7",
                    "--prompt-text", "Good morning!", *TEXT, "--preview", "out.mp3", "--language-boost", "English",
                    "--noise-reduction", "--volume-normalization",
                ),
            )
        result = answer.object
        self.assertEqual(list(result), CLONE_KEYS)
        self.assertEqual((result["voice_id"], result["preview"]), ("anna-reads", "out.mp3"))
        self.assertGreater(result["sample_file_id"], 0)
        self.assertGreater(result["prompt_file_id"], 0)
        self.assertEqual(result["input_sensitive"], {"flagged": False, "type": 0})
        self.assertEqual(result["warnings"], [])
        self.assertEqual(answer.err, "")
        self.assertGreater((self.folder / "out.mp3").stat().st_size, 1000)
        self.assertEqual(stat.S_IMODE((self.folder / "out.mp3").stat().st_mode), 0o666 & ~self.umask())
        self.assertEqual(
            list(result["extra_info"]),
            ["audio_length", "audio_sample_rate", "audio_size", "bitrate", "word_count", "usage_characters"],
        )
        self.assertEqual(result["extra_info"]["audio_size"], (self.folder / "out.mp3").stat().st_size)

    def umask(self):
        mask = os.umask(0)
        os.umask(mask)
        return mask

    def test_least(self):
        self.sound("sample.wav", 12)
        answer = self.succeed("--json", "--practice", *self.clone())
        result = answer.object
        self.assertEqual(list(result), CLONE_KEYS)
        for absent in ("prompt_file_id", "demo_audio", "preview", "extra_info"):
            self.assertIsNone(result[absent])
        self.assertEqual(len(result["warnings"]), 1)
        self.assertIn("practice voice", result["warnings"][0])
        self.assertIn("practice voice", answer.err)
        text = self.succeed("--practice", *self.clone(voice_id="anna-again")).out
        self.assertIn("practice voice", text)
        self.assertIn("anna-again", text)

    def test_from_an_upload(self):
        self.sound("sample.wav", 12)
        with PracticeServer(self) as server:
            where = ["--json", "--base-url", server.url]
            file_id = self.succeed(*where, "upload", "sample.wav", "--purpose", "voice_clone").object["file_id"]
            result = self.succeed(*where, *self.clone(sample=file_id)).object
            self.assertEqual(result["sample_file_id"], file_id)
            error, _ = self.fails(3, "service", "--base-url", server.url, *self.clone(sample=1), outcome="refused")
            self.assertEqual((error["code"], error["sample_file_id"]), (2013, 1))

    def test_upload_is_reused(self):
        self.sound("sample.wav", 12)
        with PracticeServer(self) as server:
            where = ["--json", "--base-url", server.url]
            ids = {self.succeed(*where, *self.clone(voice_id=f"anna-reads-{n}")).object["sample_file_id"] for n in range(2)}
            self.assertEqual(len(ids), 1)

    def test_too_long(self):
        self.sound("sample.wav", 301, rate=8000)
        error, _ = self.fails(2, "input", "--practice", *self.clone())
        self.assertIn("--start", error["message"])
        self.assertIn("--end", error["message"])
        self.succeed("--practice", *self.clone("--start", "1"))
        self.sound("sample.wav", 12)
        self.sound("prompt.wav", 9)
        error, _ = self.fails(2, "input", "--practice", *self.clone("--prompt", "prompt.wav", "--prompt-text", "Yes."))
        self.assertIn("--prompt-start", error["message"])

    def test_refusals(self):
        self.sound("sample.wav", 12)
        for fault, code in (("bad-key", 1004), ("no-permission", 2038), ("duplicate-voice", 2039)):
            with self.subTest(fault), PracticeServer(self, fault) as server:
                error, text = self.fails(3, "service", "--base-url", server.url, *self.clone(), outcome="refused")
                self.assertEqual((error["code"], error["voice_id"]), (code, "anna-reads"))
                self.assertTrue(error["advice"])
                self.assertTrue(error["trace_id"])
                self.assertIn(str(code), text)
                self.assertIn(error["trace_id"], text)

    def test_lost_clone(self):
        """The voice was made and the answer lost: unknown, and never sent again by itself."""
        self.sound("sample.wav", 12)
        with PracticeServer(self, "lost-clone") as server:
            error, text = self.fails(5, "network", "--base-url", server.url, *self.clone(), outcome="unknown")
            self.assertEqual(error["voice_id"], "anna-reads")
            self.assertGreater(error["sample_file_id"], 0)
            for part in ("unknown", "anna-reads", str(error["sample_file_id"])):
                self.assertIn(part, error["message"])
            self.assertIn("unknown", text)

    def test_bad_answers(self):
        self.sound("sample.wav", 12)
        for fault in ("truncated-answer", "huge-answer", "deep-answer"):
            with self.subTest(fault), PracticeServer(self, fault) as server:
                self.fails(5, "network", "--base-url", server.url, *self.clone(sample=self.uploaded()), outcome="unknown")
        with PracticeServer(self, "wrong-types") as server:
            answer = self.succeed(
                "--json", "--base-url", server.url,
                *self.clone(*TEXT, "--preview", "out.mp3", sample=self.uploaded(), voice_id="anna-wrong"),
            )
            self.assertEqual(list(answer.object), CLONE_KEYS)
            self.assertEqual(len(answer.object["warnings"]), 1)

    def uploaded(self):
        """The ID of a sample that every practice server of this test knows."""
        with PracticeServer(self) as server:
            answer = self.succeed("--json", "--base-url", server.url, "upload", "sample.wav", "--purpose", "voice_clone")
        return answer.object["file_id"]

    def test_failed_upload(self):
        """The clone was never asked for."""
        self.sound("sample.wav", 12)
        with PracticeServer(self, "truncated-answer") as server:
            self.fails(5, "network", "--base-url", server.url, *self.clone(), outcome="not_sent")

    def test_preview_fails(self):
        self.sound("sample.wav", 12)
        for fault in ("preview-gone", "preview-html", "preview-huge"):
            with self.subTest(fault), PracticeServer(self, fault) as server:
                before = self.files_left()
                answer = self.succeed(
                    "--json", "--base-url", server.url,
                    *self.clone(*TEXT, "--preview", "out.mp3", voice_id="anna-" + fault),
                )
                self.assertIsNone(answer.object["preview"])
                self.assertTrue(answer.object["demo_audio"])
                self.assertEqual(len(answer.object["warnings"]), 1)
                self.assertNotIn(".part", answer.object["warnings"][0])
                self.assertIn("Warning", answer.err)
                self.assertEqual(self.files_left(), before)
                self.assertEqual(self.previews(), [])

    def test_what_a_killed_run_left(self):
        """Half a preview of a run that was killed goes; that of one which may still run stays."""
        previews = self.home / "data" / "soundalike" / "previews"
        previews.mkdir(parents=True)
        stale, fresh = previews / ".anna-then-1.part", previews / ".anna-now-1.part"
        for path in (stale, fresh):
            path.write_bytes(b"half")
        os.utime(stale, (time.time() - 7200,) * 2)
        self.sound("sample.wav", 12)
        with PracticeServer(self) as server:
            self.succeed("--base-url", server.url, *self.clone(*TEXT, "--preview", "out.mp3"))
        self.assertEqual([path for path in previews.iterdir() if path.name.startswith(".")], [fresh])

    def previews(self):
        return [path for path in self.home.rglob("previews/*") if "server" not in path.parts]

    def test_preview_place_is_checked_first(self):
        self.sound("sample.wav", 12)
        (self.folder / "folder").mkdir()
        where = ["--base-url", "http://127.0.0.1:1"]
        for out in ("no/such/out.mp3", "folder", "/dev/null", "/proc/out.mp3"):
            with self.subTest(out):
                self.fails(4, "audio", *where, *self.clone(*TEXT, "--preview", out))
        self.fails(2, "input", *where, *self.clone(*TEXT, "--preview", "./sample.wav"))
        self.fails(5, "network", *where, *self.clone(*TEXT, "--preview", "out.mp3"))
        self.assertEqual(self.files_left(), ["sample.wav"])

    def test_sensitive(self):
        self.sound("sample.wav", 12)
        with PracticeServer(self, "sensitive") as server:
            result = self.succeed("--json", "--base-url", server.url, *self.clone()).object
            self.assertEqual(result["input_sensitive"], {"flagged": True, "type": 3})

    def test_rate_limit(self):
        self.sound("sample.wav", 12)
        with PracticeServer(self, "limit-once") as server:
            answer = self.succeed("--json", "--base-url", server.url, *self.clone())
            self.assertIn("trying again", answer.err)
            self.assertEqual(answer.object["warnings"], [])

    def test_stall(self):
        self.sound("sample.wav", 12)
        with PracticeServer(self, "stall") as server:
            self.fails(
                5, "network", "--base-url", server.url, "--timeout", "1", *self.clone(sample=self.uploaded()), outcome="unknown"
            )

    def test_interrupted(self):
        """Interrupted while the service is silent over the clone."""
        self.sound("sample.wav", 12)
        with PracticeServer(self, "stall") as server:
            process = subprocess.Popen(
                [str(CLI), "--json", "--base-url", server.url, *self.clone(sample="123")],
                cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
            library = self.home / "data" / "soundalike"
            self.wait_for(lambda: any(b"cloning" in path.read_bytes() for path in library.glob("*") if path.is_file()))
            self.wait_for(lambda: self.sockets(process.pid))
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130)
        self.assertIn(json.loads(out)["error"]["outcome"], ("unknown", "not_sent"))

    def sockets(self, pid):
        names = [os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")]
        return [name for name in names if name.startswith("socket:")]

    def wait_for(self, condition):
        deadline = time.monotonic() + 20
        while not condition():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)

    def test_home_cannot_be_written(self):
        self.sound("sample.wav", 12)
        with PracticeServer(self) as server:
            answer = self.succeed(
                "--json", "--base-url", server.url, *self.clone(*TEXT, "--preview", "out.mp3"), XDG_DATA_HOME="/dev/null/x"
            )
            self.assertEqual(len(answer.object["warnings"]), 1)
            self.assertEqual(answer.object["preview"], "out.mp3")

    def test_cache_cannot_be_written(self):
        """What has to be made fit is put elsewhere then, and does not stay there."""
        self.ffmpeg("-i", self.sound("sample.wav", 12), self.folder / "sample.ogg")
        temporary = self.folder / "temporary"
        temporary.mkdir()
        with PracticeServer(self) as server:
            self.succeed(
                "--base-url", server.url, *self.clone(sample="sample.ogg"), XDG_CACHE_HOME="/dev/null/x", TMPDIR=str(temporary)
            )
            self.assertEqual(list(temporary.iterdir()), [])
            self.fails(
                4, "audio", "--base-url", server.url, *self.clone(sample="sample.ogg"),
                XDG_CACHE_HOME="/dev/null/x", TMPDIR="/dev/null/y",
            )

    def test_key_is_never_shown(self):
        self.sound("sample.wav", 12)
        with PracticeServer(self, "no-permission") as server:
            answer = self.run_cli("--json", "--base-url", server.url, *self.clone(), MINIMAX_API_KEY="sk-very-secret")
            self.assertEqual(answer.status, 3)
            self.assertNotIn("secret", answer.out + answer.err)
        for path in self.home.rglob("*"):
            if path.is_file():
                self.assertNotIn(b"sk-very-secret", path.read_bytes(), path)


class Server(CliTest):
    def test_serves_until_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = subprocess.Popen(
                [str(CLI), "practice-server", "--fault", "slow", "--fault", "sensitive"],
                stdout=subprocess.PIPE, text=True, env=self.environment,
            )
            url = process.stdout.readline()
            self.assertRegex(url, r"^http://127\.0\.0\.1:\d+\n$")
            with self.assertRaises(urllib.error.HTTPError):
                urllib.request.urlopen(url.strip() + "/nothing", timeout=20)
            process.send_signal(number)
            out, _ = process.communicate(timeout=20)
            self.assertEqual((process.returncode, out), (0, ""))

    def test_json(self):
        process = subprocess.Popen(
            [str(CLI), "--json", "practice-server"], stdout=subprocess.PIPE, text=True, env=self.environment
        )
        self.assertEqual(list(json.loads(process.stdout.readline())), ["base_url"])
        process.terminate()
        process.communicate(timeout=20)

    def test_port(self):
        with PracticeServer(self) as server:
            port = server.url.rsplit(":", 1)[1]
            error, text = self.fails(5, "network", "practice-server", "--port", port)
            self.assertIn("--port", error["advice"])
            self.assertIn(port, text)


if __name__ == "__main__":
    unittest.main()
