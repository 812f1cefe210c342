#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole trip in a real window: driven through accessibility, mouse and keyboard, with the bytes
that were uploaded and the sound that left the speakers checked."""

import array
import contextlib
import hashlib
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import gi

import driver
from driver import Atspi, Program, wait_for

CONSENT = "I have the right to clone this voice"
SPEECH = ("We bought the house in spring, before anyone had told us about the river, and I would do "
          "it again. The kettle had just begun to sing when somebody knocked. It was the neighbour "
          "from the second floor, with flour on her sleeves.")


def speak(path, text, *options):
    subprocess.run(["espeak-ng", "-s", "150", *options, "-w", str(path), text], check=True)


class Files:
    """Real recordings, made once."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="soundalike-window-"))
        self.sample = self.folder / "Anna reads.wav"
        speak(self.sample, SPEECH)
        self.long = self.folder / "Lecture.flac"
        subprocess.run(["sox"] + [str(self.sample)] * 28 + [str(self.long)], check=True)
        self.short = self.folder / "Short.wav"
        subprocess.run(["sox", str(self.sample), str(self.short), "trim", "0", "6.2"], check=True)
        self.text = self.folder / "Notes.wav"
        self.text.write_text("This is not sound.\n" * 40)
        self.preview = self.folder / "preview.mp3"
        wav = self.folder / "preview.wav"
        speak(wav, "This is the preview of the voice.")
        subprocess.run(["ffmpeg", "-v", "error", "-i", str(wav), str(self.preview)], check=True)

    def remove(self):
        shutil.rmtree(self.folder)


FILES = None


def setUpModule():
    global FILES
    FILES = Files()


def tearDownModule():
    FILES.remove()


class RecordingService(http.server.ThreadingHTTPServer):
    """Answers as the service documents, and keeps every request."""

    def __init__(self, handler=None):
        super().__init__(("127.0.0.1", 0), handler or RecordingHandler)
        self.requests = []
        self.uploads = 0
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.gate = threading.Event()  # the clone's answer waits for it
        self.gate.set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def stop(self):
        self.gate.set()
        self.shutdown()
        self.server_close()


class RecordingHandler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def answer(self, body, media_type="application/json"):
        self.send_response(200)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it was cancelled
            self.wfile.write(body)

    def do_GET(self):
        self.server.requests.append(("GET", self.path, dict(self.headers), b""))
        self.answer(FILES.preview.read_bytes(), "audio/mpeg")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append(("POST", self.path, dict(self.headers), body))
        good = {"status_code": 0, "status_msg": "success"}
        if self.path == "/v1/files/upload":
            answer = {"file": {"file_id": 9007199254740993 + self.server.uploads, "bytes": len(body), "created_at": 1700469398,
                               "filename": "x.wav", "purpose": "voice_clone"}, "base_resp": good}
            self.server.uploads += 1
        else:
            self.server.gate.wait(30)
            answer = {"demo_audio": self.server.url + "/preview.mp3", "input_sensitive": False,
                      "input_sensitive_type": 0, "base_resp": good, "trace_id": "trace-1",
                      "extra_info": {"audio_length": 2100, "audio_sample_rate": 32000,
                                     "audio_size": 33000, "bitrate": 128000, "word_count": 7,
                                     "usage_characters": 33}}
        self.answer(json.dumps(answer).encode())


def uploaded_file(body, headers):
    """The file's bytes in a multipart body."""
    boundary = headers["Content-Type"].split("boundary=")[1].strip('"').encode()
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        if b"filename=" in head:
            return head.decode(), content[:-2]
    raise AssertionError("no file was uploaded")


@contextlib.contextmanager
def practice_server(*faults):
    with tempfile.TemporaryDirectory() as home:
        arguments = [argument for fault in faults for argument in ("--fault", fault)]
        process = subprocess.Popen([os.environ["SOUNDALIKE_CLI"], "practice-server", *arguments],
                                   stdout=subprocess.PIPE, text=True,
                                   env={**os.environ, "XDG_DATA_HOME": home})
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
            process.wait(10)
            process.stdout.close()


@contextlib.contextmanager
def clipboard_with(path):
    """A file manager in which `path` was copied."""
    process = subprocess.Popen([sys.executable, __file__, "--copy", str(path)], text=True,
                               stdout=subprocess.PIPE)
    try:
        process.stdout.readline()
        yield
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def copy_file(path):
    """Holds `path` in the clipboard until it is ended."""
    gi.require_version("Gdk", "4.0")
    gi.require_version("Gtk", "4.0")
    from gi.repository import Gdk, Gio, GLib, Gtk
    Gtk.init()
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(path)])
    Gdk.Display.get_default().get_clipboard().set_content(Gdk.ContentProvider.new_for_value(files))
    print("copied", flush=True)
    GLib.MainLoop().run()


class Speakers:
    """Records what leaves the speakers."""

    RATE = 8000
    CHANNELS = 1

    def __enter__(self):
        self.file = tempfile.NamedTemporaryFile(suffix=".raw")
        self.process = subprocess.Popen(
            ["nice", "-n", "-10", "parec", "--device=speakers.monitor", "--format=s16le", f"--rate={self.RATE}",
             f"--channels={self.CHANNELS}", "--latency-msec=20"], stdout=self.file)
        wait_for(lambda: os.path.getsize(self.file.name) > 0, "the speakers' monitor")
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)
        self.file.close()

    def samples(self):
        data = pathlib.Path(self.file.name).read_bytes()
        samples = array.array("h")
        samples.frombytes(data[:len(data) // 2 * 2])
        return samples


def decode(path, rate):
    data = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-ar",
                           str(rate), "-"], check=True, capture_output=True).stdout
    samples = array.array("h")
    samples.frombytes(data)
    return samples


def envelope(samples, step):
    return [sum(abs(sample) for sample in samples[start:start + step]) / step
            for start in range(0, len(samples) - step + 1, step)]


def likeness(heard, wanted):
    """The greatest correlation, -1 to 1, of the loudness of `wanted` with any stretch of `heard`."""
    count = len(wanted)
    mean = sum(wanted) / count
    wanted = [value - mean for value in wanted]
    power = sum(value * value for value in wanted)
    best = -1.0
    for start in range(len(heard) - count + 1):
        piece = heard[start:start + count]
        mean = sum(piece) / count
        product = sum(a * (b - mean) for a, b in zip(wanted, piece))
        other = sum((b - mean) ** 2 for b in piece)
        if other > 0:
            best = max(best, product / (power * other) ** 0.5)
    return best




class WindowTest(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.mkdtemp(prefix="soundalike-home-")
        self.addCleanup(shutil.rmtree, self.home, True)
        self.log = open(os.path.join(self.home, "stderr"), "w+b")
        self.addCleanup(self.log.close)

    def start(self, *arguments, **env):
        program = Program(*arguments, env={"XDG_DATA_HOME": self.home, **env}, log=self.log)
        self.addCleanup(program.quit)
        return program

    def start_with_sample(self, *arguments, **env):
        program = self.start(*arguments, FILES.sample, **env)
        program.button("Play Selection")
        return program

    def start_at(self, url):
        return self.start_with_sample(MINIMAX_API_HOST=url, MINIMAX_API_KEY="a-secret-key")

    def agree_and_clone(self, program):
        program.set_switch(CONSENT)
        program.press("Clone Voice")

    def start_unanswered_clone(self):
        """A service, and a program whose clone it has got; it answers when its gate is set."""
        service = RecordingService()
        self.addCleanup(service.stop)
        service.gate.clear()
        program = self.start_at(service.url)
        self.agree_and_clone(program)
        wait_for(lambda: len(service.requests) == 2, "the clone's request")
        return service, program

    def tearDown(self):
        self.log.flush()
        self.log.seek(0)
        complaints = [line for line in self.log.read().decode().splitlines()
                      if "CRITICAL" in line or "WARNING" in line]
        self.assertEqual(complaints, [])


class TheWholeTrip(WindowTest):
    def test_from_file_to_sound_in_practice_mode(self):
        program = self.start_with_sample("--practice")
        self.assertTrue(program.has_label("Practice mode: nothing leaves this computer"))
        self.assertTrue(program.has_label("Anna reads.wav"))
        self.assertEqual(driver.text_of(program.field("Voice ID"))[:11], "anna-reads-")
        self.assertTrue(program.has_label("fits"))

        clone = program.button("Clone Voice")
        self.assertFalse(driver.is_sensitive(clone))
        self.assertEqual(clone.get_description(), "Confirm that you may clone this voice")
        program.set_text("Voice ID", "anna-in-the-test")
        program.set_text("Preview Text", "The coffee is hot, and the house is quiet now.")
        self.agree_and_clone(program)

        program.button("Play Preview")
        self.assertTrue(program.has_label("The voice is ready"))
        self.assertTrue(program.has_label("anna-in-the-test"))
        self.assertTrue(program.has_label("This is a practice voice, not a clone"))

        kept = [file.read_bytes() for file in pathlib.Path(self.home).glob("soundalike/practice/files/*")]
        self.assertEqual(kept, [FILES.sample.read_bytes()])

        preview, = pathlib.Path(self.home).glob("soundalike/previews/*.mp3")
        self.check_heard(program, "Play Preview", preview)
        program.press("Copy Voice ID")
        program.wait_label("Voice ID copied")

        program.press("Clone Another")
        program.button("Clone Voice")
        self.assertEqual(driver.text_of(program.field("Preview Text")),
                         "The coffee is hot, and the house is quiet now.")
        self.assertNotEqual(driver.text_of(program.field("Voice ID")), "anna-in-the-test")

    def check_heard(self, program, button, path):
        step = Speakers.RATE // 50
        wanted = envelope(decode(path, Speakers.RATE), step)
        with Speakers() as speakers:
            before = len(speakers.samples())
            program.press(button)
            wait_for(lambda: any(abs(sample) > 300 for sample in speakers.samples()[before:]),
                     "the first sound")
            needed = len(speakers.samples()) + (len(wanted) + 25) * step
            wait_for(lambda: len(speakers.samples()) > needed, "the sound", 30)
            heard = envelope(speakers.samples()[before:], step)
        self.assertGreater(likeness(heard, wanted), 0.9)

    def test_what_is_seen_is_what_is_played(self):
        program = self.start_with_sample("--practice")
        self.check_heard(program, "Play Selection", FILES.sample)

    def test_bytes_and_words_reach_the_service(self):
        service = RecordingService()
        self.addCleanup(service.stop)
        program = self.start_at(service.url)
        self.assertTrue(program.has_label("Working with 127.0.0.1"))
        program.set_text("Voice ID", "voice-of-anna")
        program.set_text("Preview Text", "Ein “Satz” mit Umlauten: äöü.")
        program.set_switch("Reduce Noise")
        self.agree_and_clone(program)
        program.button("Play Preview")

        (_, path, headers, upload), (_, _, _, clone), (_, _, preview_headers, _) = service.requests
        self.assertEqual(path, "/v1/files/upload")
        head, content = uploaded_file(upload, headers)
        self.assertEqual(hashlib.sha256(content).digest(),
                         hashlib.sha256(FILES.sample.read_bytes()).digest())
        self.assertIn('filename="Anna reads.wav"', head)
        self.assertEqual(headers["Authorization"], "Bearer a-secret-key")
        self.assertNotIn("Authorization", preview_headers)
        request = json.loads(clone)
        self.assertEqual(request["file_id"], 9007199254740993)
        self.assertEqual(request["voice_id"], "voice-of-anna")
        self.assertEqual(request["text"], "Ein “Satz” mit Umlauten: äöü.")
        self.assertEqual(request["model"], "speech-2.8-hd")
        self.assertIs(request["need_noise_reduction"], True)
        for figure in ("128 kbit/s", "33 characters", "Nothing flagged",
                       "Deleted in 7 days unless it is used"):
            self.assertTrue(program.has_label(figure), figure)

    def test_save_preview(self):
        program = self.start_with_sample("--practice")
        self.agree_and_clone(program)
        program.press("Save Preview…")
        place = os.path.join(self.home, "saved.mp3")
        program.name_file("Save", place)
        program.wait_label("Preview saved")
        preview, = pathlib.Path(self.home).glob("soundalike/previews/*.mp3")
        self.assertEqual(pathlib.Path(place).read_bytes(), preview.read_bytes())


class OpeningFiles(WindowTest):
    def test_chooser(self):
        program = self.start("--practice")
        self.assertEqual(program.button("Clone Voice").get_description(), "Choose a sample")
        program.press("Choose File…")
        program.name_file("Open", FILES.sample)
        program.button("Play Selection")
        self.assertTrue(program.has_label("Anna reads.wav"))

    def test_paste(self):
        program = self.start("--practice")
        program.button("Choose File…")
        with clipboard_with(FILES.sample):
            program.key("ctrl+v")
            program.button("Play Selection")

    def test_bad_file_keeps_what_was_there(self):
        program = self.start_with_sample("--practice")
        program.set_switch(CONSENT)
        program.set_text("Voice ID", "typed-by-hand")
        program.press("Replace")
        program.press("Choose File…")
        program.name_file("Open", FILES.text)
        program.wait_label("“Notes.wav” cannot be opened")
        self.assertTrue(program.has_label("Anna reads.wav"))
        self.assertTrue(driver.is_on(program.switch(CONSENT)))
        self.assertEqual(driver.text_of(program.field("Voice ID")), "typed-by-hand")
        wait_for(lambda: driver.is_sensitive(program.button("Clone Voice")), "Clone Voice")
        program.press("Dismiss")
        program.wait_gone("button", "Dismiss")

    def test_escape_keeps_the_sample(self):
        program = self.start_with_sample("--practice")
        program.press("Replace")
        wait_for(lambda: driver.is_focused(program.button("Record")), "focus on the first choice")
        program.key("Escape")
        wait_for(lambda: driver.is_focused(program.button("Play Selection")), "focus on play")
        program.wait_gone("button", "Keep the Sample")

    def test_folder_and_missing_file(self):
        program = self.start("--practice", FILES.folder)
        program.wait_label("cannot be opened")
        program.quit()
        program = self.start("--practice", FILES.folder / "nothing.wav")
        program.wait_label("“nothing.wav” cannot be opened")

    def test_another_sample_needs_another_consent(self):
        program = self.start_with_sample("--practice")
        program.set_switch(CONSENT)
        program.press("Replace")
        program.press("Choose File…")
        program.name_file("Open", FILES.long)
        program.wait_label("Lecture.flac")
        wait_for(lambda: not driver.is_on(program.switch(CONSENT)), "consent to be cleared")

    def test_too_short(self):
        program = self.start("--practice", FILES.short)
        program.wait_label("0:06.2 · 3.8 s too short")
        self.assertEqual(program.button("Clone Voice").get_description(),
                         "Sample is 6.2 s: at least 10 s")

    def test_too_long_opens_with_the_most_speech(self):
        program = self.start("--practice", FILES.long)
        program.wait_label("the part with the most speech is selected")
        self.assertTrue(program.has_label("fits"))
        self.agree_and_clone(program)
        program.button("Play Preview", 60)

    def test_second_file_goes_to_the_running_window(self):
        program = self.start()
        program.press("Try Without an Account")
        program.button("Choose File…")
        subprocess.run([os.environ["SOUNDALIKE"], str(FILES.sample)], check=True, timeout=20,
                       env={**os.environ, "XDG_DATA_HOME": self.home})
        program.button("Play Selection")


class Trouble(WindowTest):
    def test_cancel(self):
        _service, program = self.start_unanswered_clone()
        program.press("Cancel")
        program.wait_label("It is not known whether the voice was made")
        program.press("Back to Form")
        self.assertTrue(driver.is_on(program.switch(CONSENT)))

    def test_cancel_while_uploading_is_safe(self):
        with practice_server("stall") as url:
            program = self.start_at(url)
            self.agree_and_clone(program)
            program.press("Cancel")
            program.wait_label("Cancelled: nothing was cloned")
            self.assertTrue(driver.is_sensitive(program.button("Clone Voice")))

    def test_refused_key(self):
        with practice_server("bad-key") as url:
            program = self.start_at(url)
            program.set_text("Preview Text", "Words that must not be lost.")
            self.agree_and_clone(program)
            program.wait_label("Sample not uploaded")
            self.assertTrue(program.has_label("1004"))
            self.assertTrue(program.has_label("no voice was made"))
            self.assertFalse(program.has_label("a-secret-key"))
            def code():
                return next(node for node in driver.tree(program.accessible) if driver.is_shown(node)
                            and (driver.text_of(node) or "").startswith("1004"))
            line = driver.extents_of(code()).height
            program.resize(360, 640)
            wait_for(lambda: driver.extents_of(code()).height > 1.5 * line, "all that the service says")
            program.press("Copy Trace ID")
            program.wait_label("Trace ID copied")
            program.press("Back to Form")
            self.assertEqual(driver.text_of(program.field("Preview Text")),
                             "Words that must not be lost.")

    def test_sample_that_vanished(self):
        copy = pathlib.Path(self.home) / "Gone soon.wav"
        shutil.copy(FILES.sample, copy)
        program = self.start("--practice", copy)
        program.button("Play Selection")
        copy.unlink()
        self.agree_and_clone(program)
        program.wait_label("The audio could not be prepared")
        self.assertTrue(program.has_label("There is no file “Gone soon.wav”"))
        self.assertTrue(program.has_label("choose another one"))
        wait_for(lambda: driver.is_focused(program.button("Try Again")), "focus on Try Again")
        shutil.copy(FILES.sample, copy)
        program.press("Try Again")
        program.button("Play Preview")

    def test_taken_voice_id_is_mended(self):
        with practice_server("duplicate-voice") as url:
            program = self.start_at(url)
            self.agree_and_clone(program)
            program.press("Change Voice ID")
            wait_for(lambda: driver.is_focused(program.field("Voice ID")), "focus on Voice ID")

    def test_pause_goes_on_by_itself(self):
        with practice_server("limit-once") as url:
            program = self.start_at(url)
            self.agree_and_clone(program)
            program.button("Play Preview")

    def test_network_gone(self):
        program = self.start_at("http://127.0.0.1:9")
        self.agree_and_clone(program)
        program.button("Try Again", 60)
        self.assertTrue(program.has_label("Sample not uploaded"))

    def test_unknown_outcome_outlives_the_program(self):
        with practice_server("lost-clone") as url:
            program = self.start_at(url)
            program.set_text("Voice ID", "perhaps-anna")
            self.agree_and_clone(program)
            program.wait_label("The answer was lost")
            self.assertTrue(program.has_label("perhaps-anna"))
            program.quit()

            program = self.start(MINIMAX_API_HOST=url, MINIMAX_API_KEY="a-secret-key")
            program.wait_label("It is not known whether “perhaps-anna” was made")
            program.press("Decide")
            program.button("Clone Once More")
            program.quit()

            program = self.start(MINIMAX_API_HOST=url, MINIMAX_API_KEY="a-secret-key")
            program.press("Dismiss")
            program.wait_gone("button", "Decide")
            wait_for(lambda: not program.has_label("It is not known whether"), "the row to go")

    def test_killed_while_the_clone_was_asked_for(self):
        service = RecordingService()
        self.addCleanup(service.stop)
        service.gate.clear()
        program = self.start_at(service.url)
        program.set_text("Voice ID", "perhaps-anna")
        self.agree_and_clone(program)
        wait_for(lambda: len(service.requests) == 2, "the clone's request")
        program.process.kill()
        program.process.wait(10)
        program = self.start(MINIMAX_API_HOST=service.url, MINIMAX_API_KEY="a-secret-key")
        program.wait_label("It is not known whether “perhaps-anna” was made")
        program.press("Decide")
        program.button("Clone Once More")
        self.assertEqual(len(service.requests), 2)

    def test_failed_clone_goes_on_after_a_restart(self):
        with practice_server("no-permission") as url:
            program = self.start_at(url)
            program.set_text("Voice ID", "later-anna")
            self.agree_and_clone(program)
            program.button("Try Again")
            program.quit()
        service = RecordingService()
        self.addCleanup(service.stop)
        program = self.start(MINIMAX_API_HOST=url, MINIMAX_API_KEY="a-secret-key")
        program.wait_label("The last clone, “later-anna”, did not finish")

    def test_closing_asks_while_a_clone_runs(self):
        _service, program = self.start_unanswered_clone()
        program.key("ctrl+w")
        program.wait_label("The voice may be made all the same")
        program.press("Keep Cloning")
        program.wait_gone("button", "Keep Cloning")
        program.key("ctrl+w")
        program.press("Stop and Close")
        self.assertEqual(program.process.wait(20), 0)


class Access(WindowTest):
    def test_shortcuts_and_about_open_and_close(self):
        program = self.start("--practice")
        program.button("Choose File…")
        program.key("ctrl+question")
        program.wait_label("Open a file")
        for words in ("Move a handle without stopping in pauses", "Hold Shift and drag it"):
            self.assertTrue(program.has_label(words), words)
        program.key("Escape")
        wait_for(lambda: not program.has_label("Open a file"), "the shortcuts to close")
        program.button("Choose File…")

    def test_names(self):
        program = self.start_with_sample("--practice")
        for name in ("Play Selection", "Replace", "Clone Voice", "Suggest Another"):
            self.assertEqual(driver.role_of(program.button(name)), "button")
        for name in ("Voice ID", "Preview Text"):
            self.assertTrue(program.field(name))
        for name in ("Model", "Language"):
            self.assertTrue(program.find("combo box", name))
        for name in ("Reduce Noise", "Normalize Volume", CONSENT):
            node = program.switch(name)
            self.assertTrue(Atspi.Action.get_n_actions(node) > 0, name)
            program.set_switch(name, True)
            program.set_switch(name, False)

    def test_voice_id_is_checked_as_one_types(self):
        program = self.start_with_sample("--practice")
        program.set_switch(CONSENT)
        program.set_text("Voice ID", "1a")
        program.wait_label("must start with")
        wait_for(lambda: not driver.is_sensitive(program.button("Clone Voice")), "Clone Voice")
        program.set_text("Voice ID", "a-lawful-id")
        wait_for(lambda: not program.has_label("must start with"), "the message to go")
        wait_for(lambda: driver.is_sensitive(program.button("Clone Voice")), "Clone Voice")

    def test_text_is_counted_in_characters(self):
        program = self.start_with_sample("--practice")
        program.set_switch(CONSENT)
        program.set_text("Preview Text", "🙂é" * 500)
        program.wait_label("1000 / 1000")
        wait_for(lambda: driver.is_sensitive(program.button("Clone Voice")), "Clone Voice")
        program.set_text("Preview Text", "🙂é" * 500 + "!")
        program.wait_label("1001 / 1000")
        wait_for(lambda: not driver.is_sensitive(program.button("Clone Voice")), "Clone Voice")

    def test_keyboard_alone(self):
        program = self.start_with_sample("--practice")
        wait_for(lambda: driver.is_focused(program.button("Play Selection")), "focus on play")
        program.tab_to(lambda: program.field("Voice ID"), "Voice ID")
        program.key("ctrl+a")
        program.type("typed-with-keys")
        wait_for(lambda: driver.text_of(program.field("Voice ID")) == "typed-with-keys", "the ID")
        program.tab_to(lambda: program.switch(CONSENT), CONSENT)
        program.key("space")
        wait_for(lambda: driver.is_on(program.switch(CONSENT)), "consent")
        program.tab_to(lambda: program.find("text", "Preview Text"), "Preview Text")
        program.key("ctrl+a")
        program.type("Only keys were pressed.")
        wait_for(lambda: driver.text_of(program.field("Preview Text")) == "Only keys were pressed.",
                 "the text")
        program.tab_to(lambda: program.button("Clone Voice"), "Clone Voice")
        program.key("Return")
        program.button("Play Preview")
        self.assertTrue(program.has_label("typed-with-keys"))
        wait_for(lambda: driver.is_focused(program.button("Play Preview")), "focus on Play Preview")

    def test_clone_by_its_shortcut(self):
        program = self.start_with_sample("--practice")
        program.key("ctrl+Return")
        program.set_switch(CONSENT)
        wait_for(lambda: driver.is_sensitive(program.button("Clone Voice")), "Clone Voice")
        program.key("ctrl+Return")
        program.button("Play Preview")

    def test_double_click_on_clone_does_not_cancel(self):
        service = RecordingService()
        self.addCleanup(service.stop)
        service.gate.clear()
        program = self.start_at(service.url)
        program.set_switch(CONSENT)
        button = wait_for(lambda: program.button("Clone Voice"), "Clone Voice")
        wait_for(lambda: driver.is_sensitive(button), "Clone Voice")
        driver.xdotool("mousemove", *program.position_of(button), "click", "--repeat", "2",
                       "--delay", "60", 1)
        wait_for(lambda: len(service.requests) == 2, "the clone's request")
        service.gate.set()
        program.button("Play Preview")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--copy"]:
        copy_file(sys.argv[2])
    unittest.main(verbosity=2)
