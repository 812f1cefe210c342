# SPDX-License-Identifier: GPL-3.0-or-later
"""The script dev: its formatter check can fail, and what it cannot do it says plainly."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(os.environ["SOUNDALIKE_SOURCE"])
GOOD = "static int\nadd (int left, int right)\n{\n  return left + right;\n}\n"
TOOLS = ["sh", "dirname", "sed", "awk", "find", "sort", "cat", "id", "tr", "clang-format-14"]


class Dev(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="soundalike-dev-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.path = self.folder / "bin"
        for name in ("bin", "src", "tests"):
            (self.folder / name).mkdir()
        for name in ("dev", "meson.build", ".clang-format"):
            shutil.copy(SOURCE / name, self.folder)
        for tool in TOOLS:
            self.pass_on(tool)

    def pass_on(self, tool):
        """The real program: called, not linked to, so that nothing here can write to it."""
        self.assertIsNotNone(shutil.which(tool), tool)
        self.stand_in(tool, f'exec {shutil.which(tool)} "$@"')

    def stand_in(self, name, script):
        """A program of that name, for dev to find."""
        program = self.path / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)

    def dev(self, *arguments):
        return subprocess.run([self.folder / "dev", *arguments], env={"PATH": str(self.path)},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)

    def test_help(self):
        for arguments in ((), ("help",), ("--help",)):
            answer = self.dev(*arguments)
            self.assertEqual(answer.returncode, 0, answer.stderr)
            for command in ("run", "test", "bench", "format", "deps"):
                self.assertIn(f"\n  {command} ", answer.stdout)

    def test_unknown_command(self):
        answer = self.dev("walk")
        self.assertEqual((answer.returncode, answer.stdout), (2, ""))
        self.assertIn("Usage", answer.stderr)

    def test_format_check(self):
        (self.folder / "src" / "good.c").write_text(GOOD, encoding="utf-8")
        answer = self.dev("format", "--check")
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        crooked = self.folder / "tests" / "crooked.c"
        crooked.write_text(GOOD.replace("add (", "add("), encoding="utf-8")
        answer = self.dev("format", "--check")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("tests/crooked.c", answer.stderr)
        self.assertNotIn("good.c", answer.stderr)
        self.assertEqual(self.dev("format").returncode, 0)
        self.assertEqual(crooked.read_text(encoding="utf-8"), GOOD)

    def test_format_check_without_the_formatter_is_skipped(self):
        (self.path / "clang-format-14").unlink()
        self.assertEqual(self.dev("format", "--check").returncode, 77)

    def test_other_systems_are_told_what_is_missing(self):
        answer = self.dev("deps")
        self.assertEqual(answer.returncode, 1)
        for name in ("meson", "pkg-config", "gtk4", "libadwaita-1", "espeak-ng"):
            self.assertIn(f" {name}", answer.stderr)

    def test_nothing_is_installed_when_all_is_there(self):
        self.stand_in("apt-get", 'echo "apt-get $*" >&2; exit 1')
        self.stand_in("dpkg-query", 'shift 3; for name; do echo "$name installed"; done')
        answer = self.dev("deps")
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        self.assertIn("Everything needed is installed", answer.stdout)

    def test_only_what_is_missing_is_installed(self):
        self.stand_in("dpkg-query", 'shift 3; for name; do [ "$name" = meson ] || echo "$name installed"; done')
        self.stand_in("apt-cache", "exit 0")
        self.stand_in("id", "echo 0")
        self.pass_on("env")
        self.stand_in("apt-get", 'echo "apt-get $*"')
        answer = self.dev("deps")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertRegex(answer.stdout, r"apt-get .*install -y --no-install-recommends meson\n")

    def test_without_root_and_sudo_the_command_is_named(self):
        self.stand_in("dpkg-query", "exit 1")
        self.stand_in("apt-get", "exit 1")
        self.stand_in("id", "echo 1000")
        answer = self.dev("deps")
        self.assertEqual(answer.returncode, 1)
        self.assertIn("apt-get install --no-install-recommends gcc", answer.stderr)


if __name__ == "__main__":
    unittest.main()
