#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line's contract, against a strict stand-in written from the service's documents."""

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import wave

import audio
from standin import Answer, StandIn, refusal, reset, silence

CLI = os.path.join(os.environ["SOUNDALIKE_BUILD"], "src", "cli", "soundalike-cli")
KEY = "sk-secret-key-0123456789"
ERROR_KEYS = ["kind", "code", "message", "advice", "trace_id", "outcome", "voice_id", "sample_file_id"]
CLONE_KEYS = ["voice_id", "sample_file_id", "prompt_file_id", "demo_audio", "preview", "extra_info",
              "input_sensitive", "trace_id", "warnings"]
PROBE_KEYS = ["duration", "sample_rate", "channels", "format", "bytes", "peak_dbfs", "loudness_lufs",
              "clipped_samples", "noise_floor_dbfs", "fits", "problems"]
VOICE = "anna-reads-2026"
BIG_ID = 9223372036854775807


class Contract(unittest.TestCase):
    prefix = ""
    key = KEY

    def setUp(self):
        self.home = tempfile.TemporaryDirectory(prefix="soundalike-contract-home-")
        self.addCleanup(self.home.cleanup)
        with open(audio.encoded("mp3", 3), "rb") as preview:
            self.preview = preview.read()
        self.service = StandIn(key=self.key, prefix=self.prefix, preview=self.preview)
        self.addCleanup(self.service.close)

    def tearDown(self):
        self.assertEqual(self.service.complaints, [])

    def path(self, name):
        return os.path.join(self.home.name, name)

    def cli(self, *arguments, key="inherit", base_url="inherit", environment=None, timeout=60):
        variables = {name: value for name, value in os.environ.items()
                     if not name.startswith(("MINIMAX_", "XDG_", "DBUS_"))}
        variables.update(HOME=self.home.name, XDG_RUNTIME_DIR=self.home.name, LC_ALL="C.UTF-8")
        key = self.key if key == "inherit" else key
        if key:
            variables["MINIMAX_API_KEY"] = key
        variables.update(environment or {})
        url = self.service.base_url if base_url == "inherit" else base_url
        command = [CLI, "--json", *(["--base-url", url] if url else []), *map(str, arguments)]
        done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=timeout,
                              stdin=subprocess.DEVNULL)
        self.assertNotIn(KEY, done.stdout + done.stderr)
        for word in ("CRITICAL", "WARNING **", "Sanitizer"):
            self.assertNotIn(word, done.stderr)
        self.assertTrue(done.stdout.strip(), done.stderr)
        done.json = json.loads(done.stdout)
        self.assertIsInstance(done.json, dict)
        return done

    def ok(self, *arguments, **options):
        done = self.cli(*arguments, **options)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done

    def fails(self, status, *arguments, **options):
        done = self.cli(*arguments, **options)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        self.assertEqual(list(done.json), ["error"])
        self.assertEqual(list(done.json["error"]), ERROR_KEYS)
        self.assertIn("soundalike-cli: ", done.stderr)
        self.assertTrue(done.json["error"]["message"])
        return done.json["error"]

    def clone(self, *more, sample=None):
        return ["clone", "--sample", sample or audio.wav(441000), "--voice-id", VOICE, "--consent", *more]


class Upload(Contract):
    def test_every_purpose(self):
        text = self.path("long.txt")
        with open(text, "w") as file:
            file.write("Once upon a time.\n" * 1000)
        for purpose, file in (("voice_clone", audio.wav(441000)), ("prompt_audio", audio.wav(44100 * 6)),
                              ("t2a_async_input", text), ("video_understanding", text)):
            with self.subTest(purpose=purpose):
                answer = self.ok("upload", file, "--purpose", purpose).json
                upload = self.service.uploads[-1]
                self.assertEqual(answer, {"file_id": upload.file_id, "bytes": len(upload.content),
                                          "created_at": 1700469398, "filename": os.path.basename(file),
                                          "purpose": purpose})
                with open(file, "rb") as source:
                    self.assertEqual(upload.content, source.read())

    def test_names_survive(self):
        for name in ('say "hi".wav', "two\nlines\r.wav", "Grüße 你好 🎤.wav", "a;b=c%22.wav", "back\\slash.wav"):
            with self.subTest(name=name):
                path = self.path(name)
                os.link(audio.wav(441000), path) if os.stat(audio.wav(441000)).st_dev == os.stat(self.home.name).st_dev \
                    else subprocess.run(["cp", audio.wav(441000), path], check=True)
                self.ok("upload", path, "--purpose", "voice_clone")
                arrived = self.service.uploads[-1].filename
                self.assertEqual(arrived.replace("%22", '"'), name.replace("%22", '"'))

    def test_a_wrong_ending_is_put_right(self):
        path = self.path("really-mp3.WAV")
        subprocess.run(["cp", audio.encoded("mp3", 12), path], check=True)
        self.ok("upload", path, "--purpose", "voice_clone")
        upload = self.service.uploads[-1]
        self.assertEqual(upload.filename, "really-mp3.mp3")
        self.assertEqual(upload.media_type, "audio/mpeg")
        with open(path, "rb") as source:
            self.assertEqual(upload.content, source.read())

    def test_what_is_not_lawful_becomes_wav(self):
        for ending, options in (("ogg", ()), ("flac", ()), ("opus", ()), ("wav", ("-ac", "6")),
                                ("wav", ("-ar", "96000")), ("wav", ("-c:a", "pcm_f32le")), ("webm", ())):
            with self.subTest(ending=ending, options=options):
                self.ok("upload", audio.encoded(ending, 12, *options), "--purpose", "voice_clone")
                upload = self.service.uploads[-1]
                self.assertTrue(upload.filename.endswith(".wav"))
                self.assertEqual(upload.media_type, "audio/wav")
                with wave.open(io.BytesIO(upload.content)) as sent:
                    self.assertEqual((sent.getnchannels(), sent.getsampwidth()), (1, 2))
                    self.assertLessEqual(sent.getframerate(), 48000)
                    self.assertAlmostEqual(sent.getnframes() / sent.getframerate(), 12, delta=0.1)

    def test_lengths(self):
        for frames, purpose, lawful in ((440559, "voice_clone", False), (441000, "voice_clone", True),
                                        (352800, "prompt_audio", False), (352755, "prompt_audio", True)):
            with self.subTest(frames=frames):
                before = len(self.service.requests)
                arguments = ("upload", audio.wav(frames), "--purpose", purpose)
                if lawful:
                    self.ok(*arguments)
                else:
                    error = self.fails(2, *arguments)
                    self.assertEqual((error["kind"], error["outcome"]), ("input", "not_sent"))
                    self.assertEqual(len(self.service.requests), before)

    def test_long_limits(self):
        # 16 kHz: 300 s are 9.6 MB.
        self.ok("upload", audio.wav(16000 * 300, 16000), "--purpose", "voice_clone")
        with open(audio.wav(16000 * 300, 16000), "rb") as source:
            self.assertEqual(self.service.uploads[-1].content, source.read())
        self.fails(2, "upload", audio.wav(16000 * 300 + 160, 16000), "--purpose", "voice_clone")

    def test_too_many_bytes_are_stepped_down(self):
        self.ok("upload", audio.wav(44100 * 290), "--purpose", "voice_clone")
        content = self.service.uploads[-1].content
        self.assertLessEqual(len(content), 20_000_000)
        with wave.open(io.BytesIO(content)) as sent:
            self.assertEqual((sent.getframerate(), sent.getnframes()), (32000, 290 * 32000))

    def test_bytes_at_the_limit(self):
        with open(audio.wav(44100 * 100), "rb") as source:
            whole = source.read()
        for size, untouched in ((20_000_000, True), (20_000_001, False)):
            with self.subTest(size=size):
                path = self.path(f"padded-{size}.wav")
                padding = size - len(whole) - 8
                chunk = b"junk" + padding.to_bytes(4, "little") + bytes(padding)
                content = whole + chunk
                content = content[:4] + (len(content) - 8).to_bytes(4, "little") + content[8:]
                with open(path, "wb") as file:
                    file.write(content)
                self.ok("upload", path, "--purpose", "voice_clone")
                self.assertEqual(self.service.uploads[-1].content == content, untouched)

    def test_an_answer_cannot_steer_the_terminal(self):
        self.service.script("upload", Answer(body={"file": {
            "file_id": 5, "bytes": 1, "created_at": 2, "filename": "a\x1b]0;title\x07\u009b31m.wav", "purpose": "p\x1bc\n"},
            "base_resp": {"status_code": 0, "status_msg": "success"}}))
        self.service.clone_extra = {"demo_audio": "https://a.example/\x1b[2J"}
        for command in (("upload", audio.wav(441000), "--purpose", "voice_clone"),
                        self.clone("--text", "Hello.", "--model", "speech-2.8-hd", sample="12345")):
            with self.subTest(command=command[0]):
                done = subprocess.run(
                    [CLI, "--base-url", self.service.base_url, *command], stdin=subprocess.DEVNULL, capture_output=True,
                    text=True, timeout=60, env={"HOME": self.home.name, "XDG_RUNTIME_DIR": self.home.name,
                                                "LC_ALL": "C.UTF-8", "MINIMAX_API_KEY": KEY})
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertTrue(done.stdout.replace("\n", "").isprintable(), repr(done.stdout))

    def test_string_id(self):
        self.service.script("upload", Answer(body={"file": {
            "file_id": str(BIG_ID), "bytes": 1, "created_at": 2, "filename": "x", "purpose": "voice_clone"},
            "base_resp": {"status_code": 0, "status_msg": "success"}}))
        done = self.ok("upload", audio.wav(441000), "--purpose", "voice_clone")
        self.assertEqual(done.json["file_id"], BIG_ID)

    def test_ids_that_make_no_sense(self):
        for identifier in ("9223372036854775808", "0", "-5", "1.5", "1e3", "true", "null", '"12x"', '"+12"', "[]", '""'):
            with self.subTest(identifier=identifier):
                body = ('{"file":{"file_id":%s,"bytes":1,"created_at":2,"filename":"x","purpose":"voice_clone"},'
                        '"base_resp":{"status_code":0}}' % identifier).encode()
                self.service.script("upload", Answer(body=body))
                error = self.fails(5, "upload", audio.wav(441000), "--purpose", "voice_clone")
                self.assertEqual(error["kind"], "network")

    def test_answers_that_make_no_sense(self):
        good = b'{"file":{"file_id":1,"bytes":1,"created_at":2,"filename":"x","purpose":"p"},"base_resp":{"status_code":0}}'
        for body in (b"", b"null", b"[]", b"[" * 100_000, b"{" * 100_000, good[:-3], good + b"{}", good + b"x",
                     b'{"base_resp":{"status_code":0}}', b'{"file":{},"base_resp":{"status_code":0}}', b"<html>",
                     b'{"a":' * 65 + b"1" + b"}" * 65, good[:-1] + b',"x":"' + b"y" * 1_000_000 + b'"}', b"\xff\xfe"):
            with self.subTest(body=body[:30]):
                self.service.script("upload", Answer(body=body))
                error = self.fails(5, "upload", audio.wav(441000), "--purpose", "voice_clone")
                self.assertEqual((error["kind"], error["code"], error["outcome"]), ("network", None, "unknown"))

    def test_codes(self):
        for code in (1000, 1004, 1008, 1013, 1024, 1026, 1027, 1033, 1042, 1043, 1044, 2013, 2037, 2038, 2039, 2042,
                     2048, 2049, 2054, 2056, 2061, 20132, 4711):
            with self.subTest(code=code):
                self.service.script("upload", refusal(code, f"message {code}", "trace-xyz"))
                error = self.fails(3, "upload", audio.wav(441000), "--purpose", "voice_clone")
                self.assertEqual((error["kind"], error["code"], error["trace_id"], error["outcome"]),
                                 ("service", code, "trace-xyz", "refused"))
                self.assertTrue(error["advice"])
                self.assertIn(f"message {code}", json.dumps(error))

    def test_tried_again(self):
        trouble = {"base_resp": {"status_code": 1013, "status_msg": "internal service error"}}
        for first in (refusal(1002), Answer(502, b"<html>Bad Gateway</html>"), Answer(429, headers={"Retry-After": "1"}),
                      Answer(503, trouble), Answer(429, trouble), Answer(action=reset)):
            with self.subTest(first=first.status):
                self.service.script("upload", first)
                before = len(self.service.requests)
                self.ok("upload", audio.wav(441000), "--purpose", "voice_clone")
                self.assertEqual(len(self.service.requests), before + 2)

    def test_gives_up_after_four(self):
        self.service.script("upload", *[refusal(1002)] * 4)
        error = self.fails(3, "upload", audio.wav(441000), "--purpose", "voice_clone")
        self.assertEqual(error["code"], 1002)
        self.assertEqual(len(self.service.requests), 4)

    def test_interrupted(self):
        """All of it has left, and nobody knows what became of it."""
        self.service.script("upload", Answer(action=silence))
        process = subprocess.Popen(
            [CLI, "--json", "--base-url", self.service.base_url, "upload", audio.wav(441000), "--purpose", "voice_clone"],
            env={"HOME": self.home.name, "XDG_RUNTIME_DIR": self.home.name, "LC_ALL": "C.UTF-8", "MINIMAX_API_KEY": KEY},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 20
        while not self.service.uploads:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(json.loads(out)["error"]["outcome"], "unknown")

    def test_big_text_is_sent_as_it_is(self):
        path = self.path("book.txt")
        with open(path, "wb") as file:
            file.write(os.urandom(20_000_001))
        self.ok("upload", path, "--purpose", "t2a_async_input")
        with open(path, "rb") as source:
            self.assertEqual(hashlib.sha256(self.service.uploads[-1].content).digest(),
                             hashlib.sha256(source.read()).digest())

    def test_files_that_cannot_be_read(self):
        empty, text, truncated = self.path("empty.wav"), self.path("text.mp3"), self.path("truncated.m4a")
        open(empty, "w").close()
        with open(text, "w") as file:
            file.write("This is no sound at all.\n" * 500)
        with open(audio.encoded("m4a", 12), "rb") as source, open(truncated, "wb") as file:
            file.write(source.read()[:5000])
        pipe = self.path("pipe.wav")
        os.mkfifo(pipe)
        for path in (empty, text, truncated, pipe, self.home.name, "/dev/zero", self.path("missing.wav")):
            with self.subTest(path=path):
                for command in (("upload", path, "--purpose", "voice_clone"), ("probe", path),
                                ("trim", path, self.path("out.wav"), "--start", "0")):
                    error = self.fails(4, *command)
                    self.assertEqual((error["kind"], error["outcome"]), ("audio", "not_sent"))
        self.assertEqual(self.service.requests, [])
        self.assertFalse(os.path.exists(self.path("out.wav")))


class Clone(Contract):
    def test_the_least(self):
        done = self.ok(*self.clone()).json
        self.assertEqual(list(done), CLONE_KEYS)
        upload = self.service.uploads[-1]
        self.assertEqual(done["voice_id"], VOICE)
        self.assertEqual(done["sample_file_id"], upload.file_id)
        self.assertIsNone(done["prompt_file_id"])
        self.assertFalse(done["demo_audio"])
        self.assertIsNone(done["preview"])
        self.assertIsNone(done["extra_info"])
        self.assertEqual(done["input_sensitive"], {"flagged": False, "type": 0})
        self.assertEqual(done["trace_id"], "trace-0001")
        self.assertEqual(done["warnings"], [])
        request = self.service.clones[-1]
        self.assertEqual((request["file_id"], request["voice_id"]), (upload.file_id, VOICE))
        for field in ("clone_prompt", "text", "model", "language_boost"):
            self.assertNotIn(field, request)

    def test_every_field(self):
        out = self.path("out.mp3")
        text = 'A "gentle" breeze\n(breath) 你好 🎤'
        done = self.ok(*self.clone(
            "--prompt", audio.wav(44100 * 6), "--prompt-text", "This voice sounds natural and pleasant.",
            "--text", text, "--model", "speech-2.8-hd", "--preview", out, "--language-boost", "Chinese,Yue",
            "--noise-reduction", "--volume-normalization")).json
        sample, prompt = self.service.uploads
        self.assertEqual([sample.purpose, prompt.purpose], ["voice_clone", "prompt_audio"])
        self.assertEqual(self.service.clones, [{
            "file_id": sample.file_id, "voice_id": VOICE,
            "clone_prompt": {"prompt_audio": prompt.file_id,
                             "prompt_text": "This voice sounds natural and pleasant."},
            "text": text, "model": "speech-2.8-hd", "language_boost": "Chinese,Yue",
            "need_noise_reduction": True, "need_volume_normalization": True}])
        self.assertEqual((done["sample_file_id"], done["prompt_file_id"]), (sample.file_id, prompt.file_id))
        self.assertEqual(done["demo_audio"], f"{self.service.root}/demo.mp3?sign=a%2Fb")
        self.assertEqual(done["preview"], out)
        self.assertEqual(done["extra_info"], {"audio_length": 11124, "audio_sample_rate": 32000, "audio_size": 179926,
                                              "bitrate": 128000, "word_count": 18, "usage_characters": 18})
        with open(out, "rb") as file:
            self.assertEqual(file.read(), self.preview)

    def test_blanks_behind_the_transcript_stay_here(self):
        for transcript in ("Well, hello there!", "Well, hello there! ", "Well, hello there!\n", "“Hello.”\u3000"):
            with self.subTest(transcript=transcript):
                self.ok(*self.clone("--prompt", BIG_ID, "--prompt-text", transcript, sample="12345"))
                self.assertEqual(self.service.clones[-1]["clone_prompt"]["prompt_text"], transcript.rstrip())

    def test_ids_instead_of_files(self):
        done = self.ok(*self.clone("--prompt", BIG_ID, "--prompt-text", "Well, hello there!", sample="123456789012345678"))
        self.assertEqual(self.service.uploads, [])
        request = self.service.clones[-1]
        self.assertEqual((request["file_id"], request["clone_prompt"]["prompt_audio"]), (123456789012345678, BIG_ID))
        self.assertEqual(done.json["prompt_file_id"], BIG_ID)

    def test_a_range(self):
        source = audio.wav(44100 * 40)
        self.ok(*self.clone("--start", "3.25", "--end", "20.75", sample=source))
        content = self.service.uploads[-1].content
        with wave.open(io.BytesIO(content)) as sent:
            self.assertEqual((sent.getnframes(), sent.getframerate()), (round(17.5 * 44100), 44100))
            sent_samples = sent.readframes(sent.getnframes())
        self.assertEqual(sent_samples, audio.samples(source, round(3.25 * 44100), round(17.5 * 44100)))

    def test_wrong_usage_sends_nothing(self):
        file = audio.wav(441000)
        words = "x" * 1001
        for arguments in (
                [], ["nonsense"], ["clone"], ["clone", "--sample", file, "--voice-id", VOICE],
                ["clone", "--sample", file, "--consent"], ["clone", "--voice-id", VOICE, "--consent"],
                self.clone("--model", "speech-2.8-hd"), self.clone("--text", "Hello."),
                self.clone("--text", words, "--model", "speech-2.8-hd"), self.clone("--text", "", "--model", "speech-2.8-hd"),
                self.clone("--text", "Hello.", "--model", "speech-9"), self.clone("--language-boost", "Klingon"),
                self.clone("--prompt", file), self.clone("--prompt-text", "Hello."),
                self.clone("--prompt", audio.wav(44100 * 6), "--prompt-text", "Hello"),
                self.clone("--preview", self.path("x.mp3")),
                self.clone("--text", "Hello.", "--model", "speech-2.8-hd", "--preview", self.path("no/x.mp3")),
                self.clone("--start", "1", sample="123456789"), self.clone("--end", "20", sample="123456789"),
                self.clone("--start", "abc"), self.clone("--start", "nan"), self.clone("--start", "-1"),
                self.clone("--start", "9", "--end", "2"), self.clone("--start", "99"), self.clone("--end", "99"),
                self.clone("extra"), self.clone("--unknown"), self.clone(sample="0"),
                self.clone(sample="9223372036854775808"), ["upload", file], ["upload", file, "--purpose", "other"],
                ["upload", "--purpose", "voice_clone"], ["probe"], ["trim", file], ["trim", file, self.path("o.wav")],
                ["trim", file, self.path("o.xyz"), "--start", "1"], ["--timeout", "0", "probe", file],
                ["--timeout", "x", "probe", file], ["practice-server", "--fault", "nonsense"]):
            with self.subTest(arguments=arguments):
                status = 4 if arguments[-1:] == [self.path("no/x.mp3")] else 2
                error = self.fails(status, *arguments)
                self.assertEqual((error["kind"], error["outcome"]), ("input" if status == 2 else "audio", "not_sent"))
        self.assertEqual(self.service.requests, [])

    def test_voice_ids(self):
        for voice, lawful in (("a" * 7, False), ("a" * 8, True), ("a" * 256, True), ("a" * 257, False), ("1bcdefgh", False),
                              ("abcdefg-", False), ("abcdefg_", False), ("abc def gh", False), ("abcdéfgh", False),
                              ("A-b_c-d1", True)):
            with self.subTest(voice=voice):
                arguments = ["clone", "--sample", "12345", "--voice-id", voice, "--consent"]
                if lawful:
                    self.assertEqual(self.ok(*arguments).json["voice_id"], voice)
                else:
                    self.fails(2, *arguments)

    def test_text_of_1000(self):
        text = "🎤é" * 500
        self.ok(*self.clone("--text", text, "--model", "speech-01-turbo", sample="12345"))
        self.assertEqual(self.service.clones[-1]["text"], text)

    def test_too_long_names_the_range_options(self):
        error = self.fails(2, *self.clone(sample=audio.wav(16000 * 301, 16000)))
        self.assertIn("--start", error["message"] + error["advice"])
        self.assertIn("--end", error["message"] + error["advice"])
        self.assertEqual(self.service.requests, [])

    def test_sensitive_shapes(self):
        for extra, expected in (({"input_sensitive": True, "input_sensitive_type": 3}, (True, 3)),
                                ({"input_sensitive": {"type": 2}, "input_sensitive_type": None}, (True, 2)),
                                ({"input_sensitive": {"type": 0}}, (False, 0)),
                                ({"input_sensitive": 1, "input_sensitive_type": 6}, (True, 6)),
                                ({"input_sensitive": None}, (False, 0)),
                                ({"input_sensitive": False, "input_sensitive_type": 5}, (True, 5))):
            with self.subTest(extra=extra):
                self.service.clone_extra = extra
                done = self.ok(*self.clone(sample="12345")).json
                self.assertEqual(done["input_sensitive"], {"flagged": expected[0], "type": expected[1]})

    def test_preview_trouble_is_a_warning(self):
        for answer in (Answer(404), Answer(body=b"<html>gone</html>", headers={"Content-Type": "text/html"}),
                       Answer(body=b""), Answer(action=reset)):
            with self.subTest(answer=answer.status):
                self.service.script("preview", answer)
                out = self.path("preview.mp3")
                done = self.ok(*self.clone("--text", "Hello.", "--model", "speech-2.6-hd", "--preview", out, sample="12345"))
                self.assertIsNone(done.json["preview"])
                self.assertEqual(len(done.json["warnings"]), 1, done.json["warnings"])
                self.assertIn("soundalike-cli: ", done.stderr)
                self.assertEqual([name for name in os.listdir(self.home.name) if "preview" in name], [])

    def test_unknown(self):
        for answer in (Answer(action=reset), refusal(1001), Answer(500, b"oops"), Answer(502, b"<html>"),
                       Answer(body=b"{"), Answer(body=b"[" * 100_000), Answer(body={"base_resp": "x"}), Answer(503)):
            with self.subTest(answer=answer.status, body=answer.body[:20]):
                self.service.script("clone", answer)
                before = len(self.service.clones)
                error = self.fails(5, *self.clone())
                self.assertEqual(len(self.service.clones), before + 1)
                self.assertEqual((error["outcome"], error["voice_id"]), ("unknown", VOICE))
                self.assertEqual(error["sample_file_id"], self.service.uploads[-1].file_id)

    def test_silence_is_unknown(self):
        self.service.script("clone", Answer(action=silence))
        error = self.fails(5, "--timeout", "1", *self.clone())
        self.assertEqual(error["outcome"], "unknown")
        self.assertEqual(len(self.service.clones), 1)

    def test_refused(self):
        for code in (1000, 1004, 1008, 1013, 1026, 2013, 2037, 2038, 2039, 2048, 2049, 2054, 2056, 2061, 20132):
            with self.subTest(code=code):
                self.service.script("clone", refusal(code))
                error = self.fails(3, *self.clone(sample="12345"))
                self.assertEqual((error["kind"], error["code"], error["outcome"], error["voice_id"]),
                                 ("service", code, "refused", VOICE))
                self.assertEqual(error["sample_file_id"], 12345)

    def test_rate_limited_clone_goes_on(self):
        slow_down = {"base_resp": {"status_code": 2056, "status_msg": "slow down"}}
        for answer in (*map(refusal, (1002, 1039, 1041, 2045)), Answer(429), Answer(429, slow_down)):
            with self.subTest(status=answer.status, body=answer.body):
                before = len(self.service.clones)
                self.service.script("clone", answer)
                self.ok(*self.clone(sample="12345"))
                self.assertEqual(len(self.service.clones), before + 2)

    def test_uploads_are_reused_and_forgotten(self):
        self.ok(*self.clone())
        self.ok(*self.clone())
        self.assertEqual(len(self.service.uploads), 1)
        first = self.service.uploads[0].file_id
        self.assertEqual([request["file_id"] for request in self.service.clones], [first, first])
        self.service.script("clone", refusal(2013, "file not found"))
        done = self.ok(*self.clone())
        self.assertEqual(len(self.service.uploads), 2)
        self.assertEqual([request["file_id"] for request in self.service.clones],
                         [first, first, first, first + 1])
        self.assertEqual(done.json["sample_file_id"], first + 1)

    def test_not_sent(self):
        error = self.fails(5, *self.clone(sample="12345"), base_url="http://127.0.0.1:1")
        self.assertEqual((error["kind"], error["outcome"]), ("network", "not_sent"))

    def test_keys_travel_safely(self):
        error = self.fails(2, *self.clone(sample="12345"), base_url="http://gateway.invalid")
        self.assertEqual((error["kind"], error["outcome"]), ("input", "not_sent"))
        error = self.fails(2, *self.clone(sample="12345"), base_url=None, key=None)
        self.assertEqual((error["kind"], error["outcome"]), ("input", "not_sent"))

    def test_environment_and_slash(self):
        self.ok(*self.clone(sample="12345"), base_url=None,
                environment={"MINIMAX_API_HOST": self.service.base_url + "/"})
        self.assertEqual(len(self.service.clones), 1)

    def test_redirect_takes_no_key(self):
        self.service.script("clone", Answer(307, headers={"Location": self.service.root + "/elsewhere"}))
        self.cli(*self.clone(sample="12345"))
        self.assertEqual([path for _, path, _ in self.service.requests], ["/v1/voice_clone"])


class Gateway(Contract):
    prefix = "/minimax"
    key = None

    def test_without_a_key(self):
        done = self.ok(*self.clone(), base_url=self.service.base_url + "/")
        self.assertEqual(done.json["sample_file_id"], self.service.uploads[0].file_id)
        self.assertEqual([path for _, path, _ in self.service.requests],
                         ["/minimax/v1/files/upload", "/minimax/v1/voice_clone"])


class Local(Contract):
    def test_probe(self):
        for path, expected in ((audio.wav(441000), (10.0, 44100, 1, "wav")),
                               (audio.wav(48000 * 12, 48000, channels=2), (12.0, 48000, 2, "wav")),
                               (audio.encoded("flac", 12), (12.0, 44100, 1, "flac")),
                               (audio.encoded("mp3", 12), (12.0, 44100, 1, "mp3")),
                               (audio.encoded("m4a", 12), (12.0, 44100, 1, "m4a")),
                               (audio.encoded("ogg", 12), (12.0, 44100, 1, "ogg"))):
            with self.subTest(path=path):
                probe = self.ok("probe", path).json
                self.assertEqual(list(probe), PROBE_KEYS)
                exact = expected[3] in ("wav", "flac")
                self.assertAlmostEqual(probe["duration"], expected[0], delta=1e-6 if exact else 0.1)
                self.assertEqual((probe["sample_rate"], probe["channels"], probe["format"]), expected[1:])
                self.assertEqual(probe["bytes"], os.path.getsize(path))
                self.assertEqual(probe["fits"], {"voice_clone": True, "prompt_audio": False})
                self.assertEqual(probe["problems"], [])

    def test_probe_silence(self):
        path = self.path("silence.wav")
        audio.run("sox", "-D", "-n", "-r", "16000", "-b", "16", path, "trim", "0", "12")
        probe = self.ok("probe", path).json
        for figure in ("peak_dbfs", "loudness_lufs", "noise_floor_dbfs"):
            self.assertIsNone(probe[figure], figure)
        self.assertIn("silent", probe["problems"])

    def test_probe_too_short(self):
        probe = self.ok("probe", audio.wav(44100 * 6)).json
        self.assertEqual(probe["problems"], ["too_short"])
        self.assertEqual(probe["fits"], {"voice_clone": False, "prompt_audio": True})

    def test_trim_is_exact(self):
        source = audio.wav(44100 * 40)
        for ending in ("wav", "flac", "mp3", "m4a"):
            with self.subTest(ending=ending):
                out = self.path("cut." + ending)
                probe = self.ok("trim", source, out, "--start", "2.5", "--end", "14").json
                self.assertEqual(list(probe), PROBE_KEYS)
                self.assertEqual(probe["format"], ending)
                self.assertAlmostEqual(probe["duration"], 11.5, delta=1e-6 if ending in ("wav", "flac") else 0.1)
                if ending in ("wav", "flac"):
                    self.assertEqual(audio.samples(out), audio.samples(source, 110250, 507150))

    def test_trim_to_the_end(self):
        out = self.path("cut.wav")
        self.ok("trim", audio.wav(44100 * 40), out, "--start", "30")
        self.assertEqual(audio.samples(out), audio.samples(audio.wav(44100 * 40), 44100 * 30, 44100 * 10))

    def test_trim_keeps_what_was_there_when_it_fails(self):
        out = self.path("kept.wav")
        with open(out, "w") as file:
            file.write("precious")
        self.fails(4, "trim", self.path("missing.wav"), out, "--start", "0")
        with open(out) as file:
            self.assertEqual(file.read(), "precious")


if __name__ == "__main__":
    sys.exit(unittest.main())
