# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs soundalike-cli in a home of its own, with audio made on the spot."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

CLI = Path(os.environ["SOUNDALIKE_BUILD"]) / "src" / "cli" / "soundalike-cli"
ERROR_KEYS = ["kind", "code", "message", "advice", "trace_id", "outcome", "voice_id", "sample_file_id"]
CLONE_KEYS = [
    "voice_id", "sample_file_id", "prompt_file_id", "demo_audio", "preview", "extra_info", "input_sensitive",
    "trace_id", "warnings",
]
PROBE_KEYS = [
    "duration", "sample_rate", "channels", "format", "bytes", "peak_dbfs", "loudness_lufs", "clipped_samples",
    "noise_floor_dbfs", "fits", "problems",
]
UPLOAD_KEYS = ["file_id", "bytes", "created_at", "filename", "purpose"]


class Answer:
    """What a run left: exit status, both streams and, where it was asked for, the object."""

    def __init__(self, done):
        self.status = done.returncode
        self.out = done.stdout
        self.err = done.stderr

    @property
    def object(self):
        """The one object on standard output; anything else beside it is an error of the test."""
        return json.loads(self.out)


class CliTest(unittest.TestCase):
    """A test with a folder for its files and its home."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="soundalike-cli-test-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.home = self.folder / "home"
        self.home.mkdir()
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("MINIMAX_", "XDG_", "DBUS_"))
        }
        self.environment.update(
            HOME=str(self.home),
            XDG_DATA_HOME=str(self.home / "data"),
            XDG_CONFIG_HOME=str(self.home / "config"),
            XDG_CACHE_HOME=str(self.home / "cache"),
            DBUS_SESSION_BUS_ADDRESS="disabled:",
            LSAN_OPTIONS=os.environ.get("LSAN_OPTIONS", "") + ":print_suppressions=0",
        )

    def run_cli(self, *arguments, **environment):
        done = subprocess.run(
            [str(CLI), *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=60,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            env={**self.environment, **environment},
            check=False,
        )
        self.assertGreaterEqual(done.returncode, 0, done.stderr)
        return Answer(done)

    def succeed(self, *arguments, **environment):
        answer = self.run_cli(*arguments, **environment)
        self.assertEqual(answer.status, 0, answer.err)
        return answer

    def fails(self, status, kind, *arguments, outcome="not_sent", **environment):
        """Runs with --json and checks the failure's form. Returns its object and standard error."""
        answer = self.run_cli("--json", *arguments, **environment)
        self.assertEqual(answer.status, status, answer.err + answer.out)
        self.assertEqual(list(answer.object), ["error"])
        error = answer.object["error"]
        self.assertEqual(list(error), ERROR_KEYS)
        self.assertEqual(error["kind"], kind)
        self.assertEqual(error["outcome"], outcome, error)
        self.assertTrue(error["message"])
        self.assertTrue(answer.err.startswith("soundalike-cli: "), answer.err)
        return error, answer.err

    def sound(self, name, seconds, *, rate=16000, channels=1, options=(), effects=()):
        """A voice-like sound of exactly that length; the name's ending chooses the format."""
        path = self.folder / name
        subprocess.run(
            ["sox", "-D", "-V1", "-r", str(rate), "-n", "-c", str(channels), "-b", "16", *options, str(path), "synth", str(seconds + 1),
             "sawtooth", "150", "tremolo", "3", "80", "gain", "-9", *effects, "trim", "0", f"{round(seconds * rate)}s"],
            check=True,
        )
        return path

    def ffmpeg(self, *arguments):
        subprocess.run(["ffmpeg", "-v", "error", "-y", *map(str, arguments)], check=True, stdin=subprocess.DEVNULL)

    def files_left(self):
        return sorted(path.name for path in self.folder.iterdir() if path.is_file())


class PracticeServer:
    """`practice-server` as a process of its own."""

    def __init__(self, test, *faults):
        self.test = test
        self.arguments = [part for fault in faults for part in ("--fault", fault)]

    def __enter__(self):
        self.process = subprocess.Popen(
            [str(CLI), "practice-server", *self.arguments],
            stdout=subprocess.PIPE,
            text=True,
            env={**self.test.environment, "XDG_DATA_HOME": str(self.test.home / "server")},
        )
        self.url = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.test.assertEqual(self.process.wait(timeout=20), 0)
        self.process.stdout.close()
