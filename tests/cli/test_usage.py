# SPDX-License-Identifier: GPL-3.0-or-later
"""How the command line is read: nothing is looked at and nothing is sent before it makes sense."""

import subprocess
import unittest

from harness import CliTest, CLI

CLONE = ["clone", "--sample", "no-such.wav", "--voice-id", "anna-reads"]
FULL = [*CLONE, "--consent"]
WITH_TEXT = [*FULL, "--text", "Hello.", "--model", "speech-2.8-hd"]


class Usage(CliTest):
    def test_help_and_version(self):
        for arguments in (["--help"], ["-h"], ["clone", "--help"], ["--json", "probe", "--help"]):
            answer = self.succeed(*arguments)
            self.assertTrue(answer.out.startswith("Usage: soundalike-cli"))
            self.assertEqual(answer.err, "")
        self.assertRegex(self.succeed("--version").out, r"^soundalike-cli \d+\.\d+\.\d+\n$")

    def test_help_that_cannot_be_written(self):
        for arguments in (["--help"], ["clone", "--help"], ["--version"]):
            with self.subTest(arguments), open("/dev/full", "w") as full:
                done = subprocess.run(
                    [str(CLI), *arguments], env=self.environment, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60,
                )
                self.assertEqual(done.returncode, 4, done.stderr)
                self.assertTrue(done.stderr.startswith("soundalike-cli: "), done.stderr)

    def test_wrong_usage(self):
        cases = [
            [], ["sing"], ["--nonsense"], ["-x", "probe", "a"], ["probe"], ["probe", "a", "b"], ["probe", ""],
            ["probe", "a", "--voice-id", "anna-reads"], ["probe", "a", "--consent"], ["--timeout"],
            ["--timeout", "0", "probe", "a"], ["--timeout", "-1", "probe", "a"], ["--timeout", "soon", "probe", "a"],
            ["--json=yes", "probe", "a"], ["--base-url", "http://127.0.0.1:1", "--practice", "probe", "a"],
            ["trim", "a", "b.wav"], ["trim", "a", "--start", "1"], ["trim", "a", "b.wav", "c", "--start", "1"],
            ["trim", "a", "b.wav", "--start"], ["upload", "a"], ["upload", "a", "--purpose", "fun"],
            ["upload", "a", "--purpose", "voice_clone", "--start", "1"],
            ["clone"], ["clone", "--sample", "a", "--consent"], ["clone", "--voice-id", "anna-reads", "--consent"],
            [*FULL, "extra"], [*FULL, "--sample", "0"], [*FULL, "--sample", "9223372036854775808"],
            [*FULL, "--sample", "123", "--start", "1"], [*FULL, "--sample", "123", "--end", "11"],
            [*FULL, "--prompt", "a"], [*FULL, "--prompt-text", "Yes."], [*FULL, "--prompt-start", "1"],
            [*FULL, "--prompt", "7", "--prompt-text", "Yes.", "--prompt-start", "1"],
            [*FULL, "--text", "Hello."], [*FULL, "--model", "speech-2.8-hd"], [*FULL, "--preview", "out.mp3"],
            [*WITH_TEXT, "--preview", ""],
            ["practice-server", "--port", "65536"], ["practice-server", "--port", "-1"],
            ["practice-server", "--port", "x"], ["practice-server", "--fault", "boredom"], ["practice-server", "a"],
        ]
        for arguments in cases:
            with self.subTest(arguments):
                error, text = self.fails(2, "input", *arguments)
                self.assertIsNone(error["code"])
                self.assertIn("--help", text)
                plain = self.run_cli(*arguments)
                self.assertEqual((plain.status, plain.out), (2, ""))

    def test_numbers(self):
        for number in ("abc", "nan", "inf", "-1", "-0.5", "1e400", "0x10", "1,5", "1 ", " 1", "", "+1", "1.2.3", "--end"):
            with self.subTest(number):
                self.fails(2, "input", "trim", "a.wav", "b.wav", f"--start={number}")
                self.fails(2, "input", "trim", "a.wav", "b.wav", "--start", "1", f"--end={number}")
        for start, end in (("5", "5"), ("5", "4.999"), ("0", "0")):
            with self.subTest(start=start, end=end):
                self.fails(2, "input", "trim", "a.wav", "b.wav", "--start", start, "--end", end)
        self.sound("a.wav", 3)
        for start in ("1", "1.0", ".5", "0", "1e0", "01"):
            with self.subTest(start):
                self.succeed("trim", "a.wav", "b.wav", "--start", start, LC_ALL="de_DE.UTF-8")

    def test_rules_come_before_everything_else(self):
        """A broken rule is told although the sample does not exist and nobody listens."""
        where = ["--base-url", "http://127.0.0.1:1"]
        cases = [
            CLONE, [*FULL, "--voice-id", "anna123"], [*FULL, "--voice-id", "a" * 257], [*FULL, "--voice-id", "9anna-reads"],
            [*FULL, "--voice-id", "anna-reads-"], [*FULL, "--text", "", "--model", "speech-2.8-hd"],
            [*FULL, "--text", "a" * 1001, "--model", "speech-2.8-hd"], [*FULL, "--text", "Hi.", "--model", "speech-9"],
            [*FULL, "--language-boost", "Klingon"], [*FULL, "--prompt", "p.wav", "--prompt-text", "No end"],
            [*FULL, "--prompt", "p.wav", "--prompt-text", ""],
        ]
        for arguments in cases:
            with self.subTest(arguments):
                self.fails(2, "input", *where, *arguments)
        error, text = self.fails(2, "input", *where, *CLONE)
        self.assertIn("--consent", text)
        self.assertEqual(error["voice_id"], "anna-reads")
        for voice_id in ("a" * 8, "a" * 256):
            self.fails(4, "audio", *where, *FULL, "--voice-id", voice_id)
        for text in ("a" * 1000, "ä" * 1000, "👋" * 1000):
            self.fails(4, "audio", *where, *FULL, "--text", text, "--model", "speech-2.8-hd")

    def test_options_stand_anywhere(self):
        self.sound("-odd.wav", 3)
        self.assertEqual(self.succeed("probe", "--json", "--", "-odd.wav").object["duration"], 3)
        self.assertEqual(self.succeed("--json", "probe", "./-odd.wav").object["duration"], 3)
        self.assertEqual(self.succeed("--start=1", "trim", "--end", "2", "--json", "./-odd.wav", "x.wav").object["duration"], 1)
        self.sound("123", 3, options=["-t", "wav"])
        self.assertEqual(self.succeed("--json", "probe", "123").object["duration"], 3)

    def test_no_key(self):
        self.sound("a.wav", 12)
        for base in ([], ["--base-url", "https://api.minimaxi.com/"]):
            error, _ = self.fails(2, "input", *base, "upload", "a.wav", "--purpose", "voice_clone")
            self.assertIn("MINIMAX_API_KEY", error["message"])
        self.fails(2, "input", "--base-url", "nonsense://x", "upload", "a.wav", "--purpose", "voice_clone")
        error, text = self.fails(
            2, "input", "--base-url", "http://example.com", "upload", "a.wav", "--purpose", "voice_clone",
            MINIMAX_API_KEY="sk-very-secret",
        )
        self.assertNotIn("secret", text + str(error))

    def test_no_toolkit(self):
        with open(CLI, "rb") as program:
            content = program.read()
        self.assertNotIn(b"libgtk", content)
        self.assertNotIn(b"libadwaita", content)


if __name__ == "__main__":
    unittest.main()
