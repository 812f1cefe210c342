#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recording in a real window, from a microphone of a real sound server that hears what is played to
it: what was said arrives, whatever is unplugged, killed or full."""

import array
import json
import os
import pathlib
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import driver
import test_window
from driver import Program, is_sensitive, text_of, wait_for
from test_window import CONSENT, RecordingService, WindowTest, decode, envelope, uploaded_file

RATE = 8000
STEP = RATE // 100
SAID = ("The kettle had just begun to sing when somebody knocked. It was the neighbour from the second "
        "floor, with flour on her sleeves and a question about the oven. Could we try it together? An "
        "hour later the whole staircase smelled of cinnamon, and three children sat on the steps, "
        "waiting. We carried the tray down, still warm, and nobody said a word until it was empty. Then "
        "the youngest asked, very quietly, whether it was somebody's birthday. No, we said.")


def setUpModule():
    test_window.setUpModule()
    files = test_window.FILES
    files.said = files.folder / "said.wav"
    test_window.speak(files.said, SAID)


def tearDownModule():
    test_window.tearDownModule()


def pactl(*arguments):
    return subprocess.run(["pactl", *arguments], check=True, capture_output=True, text=True).stdout


def open_microphones():
    """How many programs have a microphone open."""
    return len(pactl("list", "short", "source-outputs").splitlines()) - LOOPS


LOOPS = 0  # the lab's own: what makes a microphone of a sink


def place_of(heard, wanted):
    """Where in `heard` the loudness of `wanted` is most alike, and how much, -1 to 1."""
    mean = sum(wanted) / len(wanted)
    wanted = [value - mean for value in wanted]
    power = sum(value * value for value in wanted)
    best = (-1.0, 0)
    for start in range(len(heard) - len(wanted) + 1):
        piece = heard[start:start + len(wanted)]
        middle = sum(piece) / len(piece)
        product = sum(a * (b - middle) for a, b in zip(wanted, piece))
        other = sum((b - middle) ** 2 for b in piece)
        if other > 0:
            best = max(best, (product / (power * other) ** 0.5, start))
    return best[1], best[0]


def seconds_of(text):
    minutes, seconds = text.split(":")
    return int(minutes) * 60 + float(seconds)


class RecorderTest(WindowTest):
    def setUp(self):
        global LOOPS
        super().setUp()
        # Which microphone was chosen outlives the program.
        keyfile = pathlib.Path(os.environ["XDG_CONFIG_HOME"]) / "glib-2.0/settings/keyfile"
        keyfile.unlink(missing_ok=True)
        LOOPS = len(pactl("list", "short", "source-outputs").splitlines())

    def say(self, path=None, sink="micfeed"):
        """Speaks into a microphone."""
        process = subprocess.Popen(["paplay", "--device=" + sink,
                                    str(path or test_window.FILES.said)])
        self.addCleanup(self.hush, process)
        return process

    def hush(self, process):
        if process.poll() is None:
            process.terminate()
        process.wait(10)

    def wait_time(self, program, seconds):
        """Until the take is that long."""
        def long_enough():
            for node in driver.tree(program.accessible):
                text = text_of(node) or ""
                if (driver.role_of(node) == "label" and driver.is_shown(node) and text.count(":") == 1
                        and text.replace(":", "").replace(".", "").isdigit()
                        and len(text.split(".")[-1]) == 1 and "." in text):
                    return seconds_of(text) >= seconds
            return False
        wait_for(long_enough, f"{seconds} s of recording", 40)

    def close(self, program):
        program.press("Close")
        wait_for(lambda: program.process.poll() is not None, "the program to end")

    def start_recording(self, program):
        program.press("Record")
        program.button("Stop")

    def takes(self, folder=""):
        return sorted(pathlib.Path(self.home).glob(f"soundalike/takes/{folder}*.wav"))

    def record(self, program, seconds):
        self.say()
        self.start_recording(program)
        self.wait_time(program, seconds)
        program.press("Stop")
        program.button("Play Selection")

    def assert_said(self, path, seconds, least=0.85):
        """That `path` holds a stretch of what was said, that long and without a gap."""
        said = envelope(decode(test_window.FILES.said, RATE), STEP)
        heard = envelope(decode(path, RATE), STEP)
        count = int(seconds * 100)
        self.assertGreaterEqual(len(heard), count)
        first, alike = place_of(said, heard[100:250])
        self.assertGreater(alike, least)
        last, alike = place_of(said, heard[count - 150:count])
        self.assertGreater(alike, least)
        self.assertAlmostEqual((last - first) / 100, (count - 250) / 100, delta=0.02)


class Recording(RecorderTest):
    def test_what_was_said_is_uploaded(self):
        service = RecordingService()
        self.addCleanup(service.stop)
        program = self.start(MINIMAX_API_HOST=service.url, MINIMAX_API_KEY="a-secret-key")
        program.button("Record")
        self.assertEqual(open_microphones(), 0)
        self.assertEqual(program.button("Clone Voice").get_description(), "Choose a sample")

        self.say()
        self.start_recording(program)
        program.wait_label("s more")
        self.assertIn("Recording:", program.button("Clone Voice").get_description())
        self.assertFalse(is_sensitive(program.button("Clone Voice")))
        self.assertIsNone(program.look_for("text", "Voice ID"))  # only recorder and text are shown
        self.assertTrue(program.has_label("Something to Read"))
        program.wait_label("10 s reached", 30)
        self.wait_time(program, 10.5)
        program.press("Stop")
        program.button("Play Selection")
        wait_for(lambda: open_microphones() == 0, "the microphone to be closed")
        self.assertTrue(program.has_label("Recording of"))

        take, = self.takes()
        frames = (take.stat().st_size - 44) // 2
        self.assertAlmostEqual(seconds_of(text_of(program.field("End"))), frames / 48000, delta=0.001)
        self.assert_said(take, 9.5)
        self.agree_and_clone(program)
        program.button("Play Preview")
        _, _, headers, body = service.requests[0]
        head, content = uploaded_file(body, headers)
        self.assertEqual(content, take.read_bytes())
        self.assertIn('.wav"', head)

    def test_paused_appended_discarded_and_had_back(self):
        program = self.start("--practice")
        self.say()
        self.start_recording(program)
        self.wait_time(program, 2)
        program.press("Pause")
        program.button("Resume")
        self.assertIn("Paused", program.button("Clone Voice").get_description())
        program.press("Resume")
        self.wait_time(program, 4)
        program.press("Stop")
        program.button("Play Selection")
        program.wait_label("Sample is")
        first = seconds_of(text_of(program.field("End")))

        program.press("Record More")
        self.wait_time(program, first + 6.5)
        self.assertIsNone(program.look_for("button", "Discard Recording"))
        program.press("Stop")
        program.button("Play Selection")
        wait_for(lambda: seconds_of(text_of(program.field("End"))) > first + 6, "the longer take")
        self.assertEqual(len(self.takes()), 1)

        take, = self.takes()
        program.press("Discard Recording")
        program.button("Record")
        program.press("Undo")
        program.button("Play Selection")
        self.assertEqual(self.takes(), [take])

        program.press("Replace")
        self.start_recording(program)
        self.wait_time(program, 1)
        program.press("Discard Recording")  # the new one
        program.press("Keep the Sample")
        program.button("Play Selection")
        self.assertTrue(take.exists())
        self.close(program)
        self.assertEqual(self.takes(), [take])

    def test_the_keyboard_alone(self):
        program = self.start("--practice")
        program.button("Record")
        self.say()
        program.key("ctrl+r")
        stop = program.button("Stop")
        wait_for(lambda: driver.is_focused(stop), "the focus at Stop")
        self.wait_time(program, 10.3)
        program.key("space")
        play = program.button("Play Selection")
        wait_for(lambda: driver.is_focused(play), "the focus at Play Selection")

    def test_narrow(self):
        program = self.start("--practice")

        def shown(words):
            return next((node for node in driver.tree(program.accessible)
                         if driver.role_of(node) == "label" and text_of(node) == words
                         and driver.is_shown(node)), None)

        name = wait_for(lambda: shown("Lab_Microphone"), "the microphone's name")
        whole = driver.extents_of(name).width
        check = driver.extents_of(program.button("Check Microphone")).y
        program.resize(370, 650)
        wait_for(lambda: driver.extents_of(program.button("Check Microphone")).y > check + 30,
                 "the button below the name")
        self.assertGreaterEqual(driver.extents_of(name).width, whole)

        program.resize(500, 650)
        self.start_recording(program)
        self.wait_time(program, 2)
        stop = program.settle(program.button("Stop"))
        self.wait_time(program, 10)
        wait_for(lambda: shown("10 s reached · 30 s is better"), "the goal")
        self.assertEqual(program.settle(program.button("Stop")).y, stop.y, "what ends it has moved")
        program.resize(370, 650)
        wait_for(lambda: shown("10 s reached"), "the goal in few words")
        program.press("Stop")
        program.button("Play Selection")

    def test_a_countdown_before(self):
        program = self.start("--practice")
        program.press("Count Down Before Recording")
        program.press("Record")
        program.wait_label("Recording begins in")
        program.wait_label("Get ready")
        self.assertEqual(self.takes(), [])
        program.press("Stop")
        program.button("Record")
        self.assertEqual(self.takes(), [])
        program.press("Record")
        self.wait_time(program, 0.5)
        program.press("Stop")
        program.button("Play Selection")

    def test_the_prompt_clip_and_its_words(self):
        program = self.start("--practice", test_window.FILES.sample)
        program.button("Play Selection")
        program.set_switch("Prompt Clip")
        sentence = wait_for(lambda: next(
            (text_of(node) for node in driver.tree(program.accessible)
             if driver.is_shown(node) and (text_of(node) or "").startswith("On Sunday")), None),
            "a sentence to read")
        self.say()
        program.press("Record")
        program.button("Stop")
        program.wait_label("Stops by itself at 7.9 s")
        # Nobody presses Stop.
        program.wait_label("Recording of", 30)
        take, = self.takes("prompt/")
        self.assertEqual((take.stat().st_size - 44) // 2, int(7.9 * 48000))
        wait_for(lambda: text_of(program.field("Transcript")) == sentence, "the transcript")

    def test_closing_asks(self):
        program = self.start("--practice")
        self.say()
        self.start_recording(program)
        self.wait_time(program, 1.5)
        program.press("Close")
        program.press("Keep Recording")
        program.wait_gone("button", "Keep Recording")
        self.wait_time(program, 2.5)
        program.press("Close")
        program.press("Stop and Close")
        wait_for(lambda: program.process.poll() is not None, "the program to end")
        self.assertEqual(len(self.takes()), 1)

        again = self.start("--practice")
        again.wait_label("Recording of")
        self.assertTrue(again.has_label("Your Recording"))
        self.assertFalse(again.has_label("was kept"))


class Microphones(RecorderTest):
    def level(self, program):
        return next((node.get_name() for node in driver.tree(program.accessible)
                     if node.get_name().startswith("Level:") and driver.is_shown(node)), "")

    def test_the_meter_opens_it_only_when_asked(self):
        program = self.start("--practice")
        program.button("Record")
        program.wait_label("Lab_Microphone")
        self.assertEqual(open_microphones(), 0)
        program.press("Check Microphone")
        wait_for(lambda: open_microphones() == 1, "an open microphone")
        program.wait_label("No signal from “Lab_Microphone”")
        self.say()
        wait_for(lambda: "peak" in self.level(program), "a level")
        wait_for(lambda: not program.has_label("No signal"), "a signal")

        # Another window is used: nobody looks at the meter.
        other = subprocess.Popen(["xmessage", "-name", "other", "hello"]) if shutil.which(
            "xmessage") else None
        if other is not None:
            self.addCleanup(self.hush, other)
            wait_for(lambda: open_microphones() == 0, "a closed microphone")
            other.terminate()
            wait_for(lambda: open_microphones() == 1, "an open microphone again")
        program.press("Choose File…")
        program.find("button", "Cancel")
        wait_for(lambda: open_microphones() == 0, "a closed microphone behind the dialog")

    def test_too_loud(self):
        loud = pathlib.Path(self.home) / "loud.wav"
        subprocess.run(["sox", "-D", "-n", "-r", "48000", "-c", "1", "-b", "16", str(loud), "synth",
                        "6", "square", "200"], check=True)
        program = self.start("--practice")
        program.press("Check Microphone")
        self.say(loud)
        program.wait_label("Too loud")

    def test_another_one_is_chosen_and_kept(self):
        program = self.start("--practice")
        program.wait_label("Lab_Microphone")
        program.click(program.find("combo box", "Microphone"))
        program.wait_label("Sound of this computer")
        program.wait_label("As chosen in the system’s settings")
        program.key("Down", "Down", "Return")
        program.wait_label("Second_Microphone")
        self.say(sink="micfeed2")
        self.start_recording(program)
        self.wait_time(program, 3)
        program.press("Stop")
        program.button("Play Selection")
        take, = self.takes()
        loudest = max(abs(sample) for sample in decode(take, RATE))
        self.assertGreater(loudest, 2000)

    def test_plugged_in_and_out(self):
        program = self.start("--practice")
        program.wait_label("Lab_Microphone")
        self.unplug("mic")
        program.wait_label("Second_Microphone")
        self.unplug("mic2")
        program.wait_label("No microphone was found: plug one in")
        program.press("Record")
        program.wait_label("Recording stopped")
        program.button("Record")
        self.plug("mic", "micfeed", "Lab_Microphone")
        program.wait_label("Lab_Microphone")
        wait_for(lambda: not program.has_label("No microphone was found: plug one in, or switch it on "
                                               "in the system’s sound settings")
                 or program.has_label("Recording stopped"), "the complaint to go")
        self.plug("mic2", "micfeed2", "Second_Microphone")

    def unplug(self, source):
        modules = [line.split("\t") for line in pactl("list", "short", "modules").splitlines()]
        number, = [words[0] for words in modules if len(words) > 2
                   and f"source_name={source} " in words[2]]
        pactl("unload-module", number)

    def plug(self, source, sink, name):
        pactl("load-module", "module-remap-source", f"source_name={source}",
              f"master={sink}.monitor", f"source_properties=device.description={name}")

    def test_a_failed_recording_discards_nothing_later(self):
        program = self.start("--practice")
        self.record(program, 1)
        self.unplug("mic")
        self.unplug("mic2")
        program.press("Replace")
        program.wait_label("No microphone was found: plug one in")
        program.press("Record")
        program.wait_label("Recording stopped")
        program.press("Dismiss")
        self.plug("mic", "micfeed", "Lab_Microphone")
        self.plug("mic2", "micfeed2", "Second_Microphone")
        pactl("set-default-source", "mic")
        program.press("Keep the Sample")
        self.say()
        program.press("Record More")
        program.button("Stop")
        self.wait_time(program, 2)
        program.press("Stop")
        program.button("Play Selection")
        wait_for(lambda: seconds_of(text_of(program.field("End"))) > 1.9, "the longer take")
        self.assertFalse(program.has_label("Recording discarded"))

    def test_checked_again_after_it_failed(self):
        module = pactl("load-module", "module-pipe-source", "source_name=mute",
                       f"file={self.home}/mute", "source_properties=device.description=Mute").strip()
        self.addCleanup(pactl, "unload-module", module)
        self.addCleanup(pactl, "set-default-source", "mic")
        pactl("set-default-source", "mute")
        program = self.start("--practice")
        program.wait_label("Mute")
        program.press("Check Microphone")
        wait_for(lambda: open_microphones() == 1, "an open microphone")
        mute = next(line.split()[0] for line in pactl("list", "short", "sources").splitlines()
                    if line.split()[1] == "mute")
        number = next(line.split()[0] for line in pactl("list", "short", "source-outputs").splitlines()
                      if line.split()[1] == mute)
        self.kill_stream(number)
        program.press("Check Microphone")
        wait_for(lambda: open_microphones() == 1, "the microphone again")
        wait_for(lambda: program.look_for("button", "Check Microphone") is None, "the meter")

    def kill_stream(self, number):
        """What only the server's own command line can do."""
        path = pathlib.Path(self.home) / "cli"
        module = pactl("load-module", "module-cli-protocol-unix", f"socket={path}").strip()
        self.addCleanup(pactl, "unload-module", module)
        with socket.socket(socket.AF_UNIX) as server:
            server.connect(str(path))
            server.sendall(f"kill-source-output {number}\n".encode())
            wait_for(lambda: open_microphones() == 0, "the stream to be killed")

    def test_the_meter_says_what_is_true(self):
        program = self.start("--practice")
        program.press("Check Microphone")
        wait_for(lambda: open_microphones() == 1, "an open microphone")
        for gain, words in ((-65, "dB, quiet"), (-5, "dB, good"), (-1, "dB, too loud")):
            tone = pathlib.Path(self.home) / "tone.wav"
            subprocess.run(["sox", "-D", "-n", "-r", "48000", "-c", "2", "-b", "24", str(tone), "synth",
                            "15", "sine", "440", "gain", str(gain)], check=True)
            process = self.say(tone)
            wait_for(lambda: words in self.level(program), words)  # noqa: B023
            self.hush(process)
        wait_for(lambda: self.level(program) == "Level: silence", "silence")

    def test_unplugged_in_mid_take(self):
        program = self.start("--practice")
        self.say()
        self.say(sink="micfeed2")
        self.start_recording(program)
        self.wait_time(program, 3)
        before = time.monotonic()
        self.unplug("mic")
        self.addCleanup(self.plug, "mic", "micfeed", "Lab_Microphone")
        program.button("Resume", 5)
        self.assertLess(time.monotonic() - before, 3)
        program.wait_label("“Lab_Microphone” was disconnected. What you said is kept")
        program.wait_label("resume to go on with “Second_Microphone”")
        program.press("Resume")
        self.wait_time(program, 6)
        program.press("Stop")
        program.button("Play Selection")
        take, = self.takes()
        self.assertGreater(take.stat().st_size, 6 * 48000 * 2)


class Trouble(RecorderTest):
    def test_killed_in_mid_take(self):
        program = self.start("--practice")
        self.say()
        self.start_recording(program)
        self.wait_time(program, 12)
        program.process.send_signal(signal.SIGKILL)
        program.process.wait(10)

        program = self.start("--practice")
        program.wait_label("was kept")
        take, = self.takes()
        self.assertGreater((take.stat().st_size - 44) / 2 / 48000, 11.5)
        program.press("Use Recording")
        program.button("Play Selection")
        self.assertGreater(seconds_of(text_of(program.field("End"))), 11.5)
        self.assert_said(take, 10)
        # It is as if it had been recorded now.
        program.press("Record More")
        program.button("Stop")
        self.wait_time(program, 12.2)
        program.press("Stop")
        program.button("Play Selection")
        program.press("Discard Recording")
        program.button("Record")
        self.close(program)
        self.assertEqual(self.takes(), [])

    def test_what_was_kept_can_be_discarded(self):
        program = self.start("--practice")
        self.say()
        self.start_recording(program)
        self.wait_time(program, 2)
        program.process.send_signal(signal.SIGKILL)
        program.process.wait(10)

        program = self.start("--practice")
        program.wait_label("was kept")
        program.press("Discard Recording")
        program.press("Undo")
        program.wait_label("was kept")
        program.press("Discard Recording")
        program.wait_gone("button", "Use Recording")
        self.close(program)
        self.assertEqual(self.takes(), [])

    def test_what_was_discarded_is_not_offered(self):
        program = self.start("--practice")
        self.record(program, 2)
        program.press("Discard Recording")
        program.button("Record")
        program.process.send_signal(signal.SIGKILL)
        program.process.wait(10)

        program = self.start("--practice")
        program.wait_label("Choose a sample")
        wait_for(lambda: self.takes() == [], "the discarded take to go")
        self.assertFalse(program.has_label("was kept"))

    def test_the_sound_server_killed_and_restarted(self):
        program = self.start("--practice")
        self.say()
        self.start_recording(program)
        self.wait_time(program, 3)
        os.kill(int(os.environ["DESKTOP_SOUND_PID"]), signal.SIGKILL)
        program.button("Resume")
        program.wait_label("What you said is kept")
        program.wait_label("The sound server does not run")

        server = subprocess.Popen(shlex.split(os.environ["DESKTOP_SOUND_COMMAND"]),
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.environ["DESKTOP_SOUND_PID"] = str(server.pid)
        self.addClassCleanup(server.wait)
        self.addClassCleanup(server.terminate)
        wait_for(lambda: subprocess.run(["pactl", "info"], capture_output=True,
                                        check=False).returncode == 0, "the sound server")
        self.say()
        program.wait_label("resume to go on")
        program.press("Resume")
        self.wait_time(program, 6)
        program.press("Stop")
        program.button("Play Selection")
        take, = self.takes()
        self.assertGreater(take.stat().st_size, 6 * 48000 * 2)

    def test_a_full_disk(self):
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", self.home], check=False,
                          stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("no small disk can be made here")
        self.addCleanup(subprocess.run, ["umount", "-l", self.home], check=False)
        filler = pathlib.Path(self.home) / "filler"
        program = self.start("--practice")
        program.button("Record")
        filler.write_bytes(bytes(400_000))
        self.say()
        self.start_recording(program)
        program.wait_label("The disk is full, so recording stopped", 30)
        program.button("Play Selection")
        take, = self.takes()
        kept = (take.stat().st_size - 44) // 2 / 48000
        self.assertGreater(kept, 3)
        self.assertAlmostEqual(seconds_of(text_of(program.field("End"))), kept, delta=0.01)
        filler.unlink()
        program.press("Record More")
        self.wait_time(program, kept + 1)
        program.press("Stop")
        program.button("Play Selection")
        wait_for(lambda: seconds_of(text_of(program.field("End"))) > kept + 0.9, "the longer take")

    def test_two_windows_at_once(self):
        programs = [self.start("--practice") for _ in range(2)]
        self.say()
        for program in programs:
            self.start_recording(program)
        for program in programs:
            self.wait_time(program, 3)
        # One that starts meanwhile does not take what they record for lost.
        third = self.start("--practice")
        third.button("Record")
        self.assertFalse(third.has_label("was kept"))
        for program in programs:
            program.press("Stop")
            program.button("Play Selection")
        self.assertEqual(len(self.takes()), 2)


class WaysBack(RecorderTest):
    """What was recorded is there, or can be had back, whatever else is pressed."""

    def seconds(self, program):
        return seconds_of(text_of(program.field("End")))

    def lose_while_recording(self, program):
        """Records a take whose file is gone when it is to be opened."""
        self.wait_time(program, 1)
        take, = self.takes()
        take.unlink()
        program.press("Stop")
        program.wait_label("cannot be opened")
        program.press("Dismiss")

    def test_a_take_that_vanished_leaves_the_sample(self):
        service = RecordingService()
        self.addCleanup(service.stop)
        program = self.start_at(service.url)
        program.key("ctrl+r")
        program.button("Stop")
        self.lose_while_recording(program)
        # What is seen is what is sent.
        program.button("Play Selection")
        self.agree_and_clone(program)
        program.button("Play Preview")
        _, _, headers, body = service.requests[0]
        _, content = uploaded_file(body, headers)
        self.assertEqual(content, test_window.FILES.sample.read_bytes())

    def test_no_folder_for_takes(self):
        folder = pathlib.Path(self.home) / "soundalike"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "takes").write_text("in the way")
        program = self.start("--practice")
        self.say()
        program.press("Record")
        program.wait_label("Recording stopped")
        program.button("Record")
        (folder / "takes").unlink()
        self.start_recording(program)
        self.wait_time(program, 1)
        program.press("Stop")
        program.button("Play Selection")

    def test_the_prompt_clip_switched_off_in_mid_take(self):
        program = self.start("--practice", test_window.FILES.sample)
        program.button("Play Selection")
        program.set_switch("Prompt Clip")
        self.say()
        self.start_recording(program)
        self.wait_time(program, 1.5)
        program.set_switch("Prompt Clip", False)
        program.wait_gone("button", "Stop")
        take, = self.takes("prompt/")
        program.set_switch("Prompt Clip")
        program.wait_label("Recording of")
        program.press("Record More")
        program.button("Stop")
        self.wait_time(program, 2.5)
        program.set_switch("Prompt Clip", False)
        program.wait_gone("button", "Stop")
        program.set_switch("Prompt Clip")
        program.button("Record More")
        self.assertEqual(self.takes("prompt/"), [take])
        self.assertGreater(take.stat().st_size, 2.4 * 48000 * 2)

    def test_more_of_the_prompt_clip_leaves_the_transcript(self):
        program = self.start("--practice", test_window.FILES.sample)
        program.button("Play Selection")
        program.set_switch("Prompt Clip")
        self.say()
        self.start_recording(program)
        self.wait_time(program, 1.5)
        program.press("Stop")
        wait_for(lambda: text_of(program.field("Transcript")), "the transcript")
        read = text_of(program.field("Transcript"))
        program.press("Record More")
        program.button("Stop")
        program.press("Another Text")
        self.wait_time(program, 2.5)
        program.press("Stop")
        program.button("Record More")
        wait_for(lambda: text_of(program.field("Transcript")) == read, "the transcript as it was")

    def test_the_prompt_clip_goes_and_comes_with_its_take(self):
        program = self.start("--practice")
        self.record(program, 11)
        program.set_switch("Prompt Clip")
        program.press("Take from Sample")
        program.wait_label("Taken from the sample")
        program.set_text("Transcript", "The kettle had just begun to sing.")
        ends = [text_of(node) for node in driver.tree(program.accessible)
                if driver.name_of(node) == "End" and driver.is_shown(node)]
        program.press("Discard Recording")
        program.wait_gone("button", "Play Selection")
        self.assertFalse(program.has_label("Taken from the sample"))
        self.assertFalse(is_sensitive(program.button("Take from Sample")))
        program.press("Undo")
        program.wait_label("Taken from the sample")
        wait_for(lambda: [text_of(node) for node in driver.tree(program.accessible)
                          if driver.name_of(node) == "End" and driver.is_shown(node)] == ends,
                 "both ranges")
        self.assertEqual(text_of(program.field("Transcript")), "The kettle had just begun to sing.")

    def test_undone_and_undone_again(self):
        program = self.start("--practice")
        self.record(program, 3)
        first = self.seconds(program)
        program.press("Replace")
        self.start_recording(program)
        self.wait_time(program, 1)
        program.press("Discard Recording")
        program.press("Undo")
        wait_for(lambda: self.seconds(program) < first - 1, "the second take")
        program.press("Undo")
        wait_for(lambda: self.seconds(program) == first, "the first take")
        self.close(program)
        self.assertEqual(len(self.takes()), 1)

    def test_one_that_was_kept_comes_for_another(self):
        program = self.start("--practice")
        self.say()
        self.start_recording(program)
        self.wait_time(program, 3)
        program.process.send_signal(signal.SIGKILL)
        program.process.wait(10)

        program = self.start("--practice")
        program.wait_label("was kept")
        self.record(program, 1)
        second = self.seconds(program)
        program.press("Use Recording")
        wait_for(lambda: self.seconds(program) > second + 1, "the take that was kept")
        program.press("Undo")
        wait_for(lambda: self.seconds(program) == second, "the other take")

    def test_no_undo_while_something_is_recorded(self):
        program = self.start("--practice")
        self.record(program, 2)
        program.press("Discard Recording")
        undo = program.button("Undo")
        self.start_recording(program)
        self.assertFalse(is_sensitive(undo))
        self.wait_time(program, 1)
        # Nothing said yet is nothing to have back.
        program.press("Stop")
        program.button("Play Selection")

    def test_one_toast_for_the_last_take(self):
        program = self.start("--practice")
        for _ in range(2):
            self.record(program, 1)
            program.press("Discard Recording")
            program.button("Undo")
            program.button("Record")
        program.press("Undo")
        program.button("Play Selection")
        program.wait_gone("button", "Undo", 2)

    def test_files_do_not_come_between(self):
        program = self.start("--practice")
        self.say()
        self.start_recording(program)
        program.key("ctrl+o")
        program.wait_label("Something is being recorded")
        self.assertIsNone(program.look_for("button", "Cancel"))
        self.wait_time(program, 1.5)
        program.press("Stop")
        program.button("Play Selection")
        self.assertTrue(program.has_label("Recording of"))

    def test_closing_in_the_countdown_asks_nothing(self):
        program = self.start("--practice")
        program.press("Count Down Before Recording")
        program.press("Record")
        program.button("Stop")
        self.close(program)
        self.assertEqual(self.takes(), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
