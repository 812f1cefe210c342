# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages and the shell completion can be read by what reads them."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(os.environ["SOUNDALIKE_SOURCE"])
BUILD = Path(os.environ["SOUNDALIKE_BUILD"])
COMMANDS = ["probe", "trim", "upload", "clone", "practice-server"]
OPTIONS = [
    "--json", "--base-url", "--practice", "--timeout", "--start", "--end", "--purpose", "--sample",
    "--voice-id", "--consent", "--prompt", "--prompt-text", "--prompt-start", "--prompt-end", "--text",
    "--model", "--preview", "--language-boost", "--noise-reduction", "--volume-normalization", "--port", "--fault",
]


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60)


def rendered(page):
    """A manual page as a terminal shows it, without the overstrikes that make it bold."""
    return re.sub(".\b", "", run("mandoc", "-T", "utf8", page).stdout)


class Manual(unittest.TestCase):
    pages = {page.name: page for page in (SOURCE / "src").rglob("*.1")}

    def test_pages_are_sound(self):
        self.assertIn("soundalike-cli.1", self.pages)
        for name, page in self.pages.items():
            with self.subTest(name):
                answer = run("mandoc", "-T", "lint", "-W", "warning", page)
                self.assertEqual((answer.returncode, answer.stdout), (0, ""))

    def test_every_option_is_in_manual_and_completion(self):
        program = BUILD / "src" / "cli" / "soundalike-cli"
        texts = {
            "manual": rendered(self.pages["soundalike-cli.1"]),
            "completion": (SOURCE / "src" / "cli" / "soundalike-cli.bash").read_text(encoding="utf-8"),
            "help": "".join(run(program, *command, "--help").stdout for command in [[], *([c] for c in COMMANDS)]),
        }
        for name, text in texts.items():
            for word in COMMANDS + OPTIONS:
                with self.subTest(name, word=word):
                    self.assertIn(word, text)

    def test_completion_is_sound(self):
        answer = run("bash", "-n", SOURCE / "src" / "cli" / "soundalike-cli.bash")
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))

    def complete(self, *words):
        """What is offered for the last of the words that follow the program's name."""
        script = ("source \"$1\"; shift; compopt () { :; }; COMP_WORDS=(soundalike-cli \"$@\"); COMP_CWORD=$#; "
                  "_soundalike_cli; printf '%s\\n' \"${COMPREPLY[@]}\"")
        completion = SOURCE / "src" / "cli" / "soundalike-cli.bash"
        with tempfile.TemporaryDirectory() as folder:
            for name in ("talk one.wav", "talk$two.wav"):
                (Path(folder) / name).touch()
            answer = subprocess.run(["bash", "-c", script, "bash", str(completion), *words], cwd=folder, capture_output=True,
                                    text=True, timeout=60)
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        return sorted(answer.stdout.splitlines())

    def test_completion_of_names(self):
        files = ["talk one.wav", "talk$two.wav"]
        for words in (["probe", "ta"], ["trim", "a.wav", "ta"], ["clone", "--sample", "ta"], ["clone", "--sample", "=", "ta"]):
            with self.subTest(words):
                self.assertEqual(self.complete(*words), files)

    def test_completion_of_words(self):
        self.assertEqual(self.complete("pr"), ["practice-server", "probe"])
        self.assertEqual(self.complete("clone", "--vo"), ["--voice-id", "--volume-normalization"])
        self.assertIn("--sample", self.complete("clone", ""))
        self.assertIn("--port", self.complete("practice-server", ""))
        for words in (["upload", "--purpose", ""], ["upload", "--purpose", "="]):
            with self.subTest(words):
                self.assertIn("prompt_audio", self.complete(*words))


if __name__ == "__main__":
    unittest.main()
