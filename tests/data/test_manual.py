# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages and the shell completion can be read by what reads them."""

import os
import re
import subprocess
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


if __name__ == "__main__":
    unittest.main()
