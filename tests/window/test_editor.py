#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clip editor in a real window: by mouse, by keyboard alone, by typed times, and what of it
reaches the service."""

import io
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import wave

import driver
import test_window
from driver import wait_for
from test_window import CONSENT, RecordingService, WindowTest, uploaded_file

RATE = 16000
SECONDS = 60


class Recordings:
    """Noise, so that every stretch of it is like no other, with pauses as speech has."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="soundalike-editor-"))
        self.wav = self.folder / "Noise.wav"
        self.flac = self.folder / "Noise.flac"
        subprocess.run(["sox", "-R", "-n", "-r", str(RATE), "-c", "1", "-b", "16", str(self.wav), "synth",
                        str(SECONDS), "noise", "gain", "-9", "tremolo", "0.4", "80"], check=True)
        subprocess.run(["sox", str(self.wav), str(self.flac)], check=True)
        with wave.open(str(self.wav)) as file:
            self.frames = file.readframes(file.getnframes())

    def remove(self):
        shutil.rmtree(self.folder)


RECORDINGS = None


def setUpModule():
    global RECORDINGS
    test_window.setUpModule()
    RECORDINGS = Recordings()


def tearDownModule():
    test_window.tearDownModule()
    RECORDINGS.remove()


def seconds_of(text):
    """What a clock or a screen reader says, in seconds."""
    if ":" in text:
        total = 0.0
        for part in text.split(":"):
            total = total * 60 + float(part)
        return total
    units = {"hour": 3600, "minute": 60, "second": 1}
    return sum(float(figure) * units[unit]
               for figure, unit in re.findall(r"([\d.]+) (hour|minute|second)", text))


class EditorTest(WindowTest):
    def open(self, path=None, **env):
        program = self.start("--practice", path or RECORDINGS.wav, **env)
        program.button("Play Selection")
        wait_for(lambda: driver.is_focused(program.button("Play Selection")), "focus on play")
        return program

    def handle(self, program, name):
        return program.find("slider", name)

    def shown(self, program):
        """The range as the entries show it."""
        return tuple(seconds_of(driver.text_of(program.field(name))) for name in ("Start", "End"))

    def wait_range(self, program, start, end, within=0.0006):
        def arrived():
            shown = self.shown(program)
            return abs(shown[0] - start) <= within and abs(shown[1] - end) <= within
        try:
            wait_for(arrived, f"the range {start} to {end}")
        except driver.TimedOut as error:
            raise AssertionError(f"{error}: it is {self.shown(program)}") from None

    def view(self, program):
        """What the overview says is shown."""
        words = self.handle(program, "Overview").get_description()
        start, end = re.match("Shown from (.*) to (.*) of", words).groups()
        return seconds_of(start), seconds_of(end)

    def wait_view(self, program, condition, what):
        wait_for(lambda: condition(*self.view(program)), what)
        return self.view(program)

    def set_time(self, program, name, text):
        program.write(lambda: program.field(name), name, text, "Return")

    def drag(self, program, node, dx, across=0.5, freely=True):
        """With Shift, so that the handle goes exactly there, or stopping in pauses."""
        x, y = program.position_of(node, across)
        if freely:
            driver.xdotool("keydown", "shift")
        driver.xdotool("mousemove", x, y, "mousedown", 1)
        for step in range(1, 9):
            driver.xdotool("mousemove", x + round(dx * step / 8), y)
            time.sleep(0.02)
        driver.xdotool("mouseup", 1)
        if freely:
            driver.xdotool("keyup", "shift")

    def seconds_per_pixel(self, program):
        start, end = self.view(program)
        lane = driver.extents_of(self.handle(program, "Overview")).width - 24
        return (end - start) / lane


class Pointer(EditorTest):
    def test_drag_the_handles(self):
        program = self.open()
        scale = self.seconds_per_pixel(program)
        self.drag(program, self.handle(program, "Start Handle"), 100)
        self.wait_range(program, 100 * scale, SECONDS, 1.5 * scale)
        self.drag(program, self.handle(program, "End Handle"), -50)
        self.wait_range(program, 100 * scale, SECONDS - 50 * scale, 1.5 * scale)
        self.assertIn("seconds long", self.handle(program, "Selected Range").get_description())

    def test_handles_stop_in_pauses(self):
        program = self.open()
        scale = self.seconds_per_pixel(program)
        start = self.handle(program, "Start Handle")
        program.key("shift+Tab", "shift+Tab", "shift+Tab")
        wait_for(lambda: driver.is_focused(start), "focus on the handle")
        program.key("ctrl+shift+Right", "ctrl+shift+Right")
        wait_for(lambda: self.shown(program)[0] > 1, "the second pause")
        pause, _ = self.shown(program)
        wait_for(lambda: "in a pause" in start.get_description(), "the words for a screen reader")
        program.press("Undo Edit")
        wait_for(lambda: self.shown(program)[0] != pause, "the step back")
        program.press("Undo Edit")
        self.wait_range(program, 0, SECONDS)

        near = round(pause / scale) + 5
        self.drag(program, start, near, freely=False)
        self.wait_range(program, pause, SECONDS)
        wait_for(lambda: "in a pause" in start.get_description(), "the words for a screen reader")
        program.press("Undo Edit")
        self.wait_range(program, 0, SECONDS)
        self.drag(program, start, near, freely=True)
        self.wait_range(program, near * scale, SECONDS, 1.5 * scale)
        self.assertGreater(abs(self.shown(program)[0] - pause), 2 * scale)
        wait_for(lambda: "in a pause" not in start.get_description(), "other words")

    def test_closer_is_more_exact(self):
        program = self.open()
        start = self.handle(program, "Start Handle")
        self.drag(program, start, round(20 / self.seconds_per_pixel(program)))
        wait_for(lambda: self.shown(program)[0] > 10, "the drag")
        program.key(*["plus"] * 8)
        wait_for(lambda: self.seconds_per_pixel(program) < 0.01, "a closer view")
        before, _ = self.shown(program)
        scale = self.seconds_per_pixel(program)
        wait_for(lambda: driver.extents_of(start).x > 0, "the handle in view")
        self.drag(program, start, 40, freely=False)
        wait_for(lambda: self.shown(program)[0] > before, "the drag")
        # A pause is at most the reach of eight pixels away.
        self.assertAlmostEqual(self.shown(program)[0] - before, 40 * scale, delta=9.5 * scale)

    def test_drag_the_range(self):
        program = self.open()
        self.set_time(program, "End", "20")
        scale = self.seconds_per_pixel(program)
        self.drag(program, self.handle(program, "Selected Range"), 120)
        self.wait_range(program, 120 * scale, 20 + 120 * scale, 1.5 * scale)
        start, end = self.shown(program)
        self.assertAlmostEqual(end - start, 20, delta=0.0011)

    def test_one_drag_is_one_undo(self):
        program = self.open()
        self.drag(program, self.handle(program, "Start Handle"), 80)
        wait_for(lambda: self.shown(program)[0] > 1, "the drag")
        dragged = self.shown(program)
        program.press("Undo Edit")
        self.wait_range(program, 0, SECONDS)
        program.press("Redo Edit")
        self.wait_range(program, *dragged)

    def test_wheel_zooms_under_the_pointer(self):
        program = self.open()
        lane = self.handle(program, "Selected Range")
        x, y = program.position_of(lane, 0.25)
        driver.xdotool("mousemove", x, y, "keydown", "ctrl", "click", "--repeat", 8, "--delay", 20, 4,
                       "keyup", "ctrl")
        start, end = self.wait_view(program, lambda start, end: end - start < 15, "a closer view")
        self.assertAlmostEqual(start + (end - start) / 4, SECONDS / 4, delta=0.5)
        driver.xdotool("keydown", "ctrl", "click", "--repeat", 12, "--delay", 20, 5, "keyup", "ctrl")
        self.wait_view(program, lambda start, end: (start, end) == (0, SECONDS), "everything")

    def test_plain_wheel_scrolls_the_page(self):
        program = self.open()
        lane = self.handle(program, "Selected Range")
        before = driver.extents_of(lane).y
        driver.xdotool("mousemove", *program.position_of(lane, 0.5), "click", "--repeat", 2, 5)
        wait_for(lambda: driver.extents_of(lane).y < before, "the page to scroll")
        self.assertEqual(self.view(program), (0, SECONDS))

    def test_overview_moves_the_view(self):
        program = self.open()
        for length in (40, 27, 18, 12):
            program.press("Zoom In")
            self.wait_view(program, lambda start, end: end - start < length + 0.1, "a closer view")
        overview = self.handle(program, "Overview")
        program.click(overview, 0.75)
        start, end = self.wait_view(program, lambda start, end: start > 30, "the view to go there")
        self.assertAlmostEqual((start + end) / 2, SECONDS * 0.75, delta=0.2)
        to = start - 100 * SECONDS / driver.extents_of(overview).width
        self.drag(program, overview, -100, 0.75)
        self.wait_view(program, lambda now, end: abs(now - to) < 0.2, "the view to follow")

    def test_click_and_play_from_there(self):
        program = self.open()
        play = program.button("Play Selection")
        program.click(self.handle(program, "Selected Range"), 0.9)
        program.press("Play Selection")
        wait_for(lambda: play.get_description() == "Pause" or driver.is_on(play), "the sound")
        started = time.monotonic()
        wait_for(lambda: not driver.is_on(play), "the end of the sound", 12)
        self.assertLess(time.monotonic() - started, 10)
        self.assertGreater(time.monotonic() - started, 4)

    def test_what_could_not_be_played_is_forgotten(self):
        """Nothing stays that is no longer true."""
        folder = pathlib.Path(tempfile.mkdtemp(prefix="soundalike-editor-"))
        self.addCleanup(shutil.rmtree, folder)
        path, away = folder / "Speech.wav", folder / "Elsewhere.wav"
        shutil.copy(RECORDINGS.wav, path)
        program = self.open(path)
        path.rename(away)
        program.press("Play Selection")
        program.wait_label("The sample cannot be played")
        away.rename(path)
        program.press("Play Selection")
        wait_for(lambda: not program.has_label("The sample cannot be played"), "the error to go")


class Keyboard(EditorTest):
    def tab_to(self, program, name, keys="Tab"):
        program.tab_to(lambda: self.handle(program, name), name, keys)

    def test_order_of_the_focus(self):
        program = self.open()
        order = [("slider", "Overview"), ("slider", "Start Handle"), ("slider", "Selected Range"),
                 ("slider", "End Handle"), ("button", "Play Selection"), ("button", "Loop"),
                 ("text", "Start"), ("text", "End")]
        program.tab_to(lambda: program.find(*order[0]), order[0][1], "shift+Tab")
        reached = [driver.FOCUS.node] + [program.step_focus() for _ in order[1:]]
        self.assertEqual([(driver.role_of(node), driver.name_of(node)) for node in reached], order)

    def test_steps(self):
        program = self.open()
        self.tab_to(program, "Start Handle", "shift+Tab")
        for keys, place in (("Right", 0.01), ("shift+Right", 0.11), ("ctrl+Right", 1.11),
                            ("Page_Down", 11.11), ("ctrl+Left", 10.11), ("Left", 10.1),
                            ("End", 50), ("Home", 0)):
            program.key(keys)
            self.wait_range(program, place, SECONDS)
        program.key("ctrl+Right")
        words = "1 second, level -9 decibels. The selection is 59 seconds long"
        wait_for(lambda: re.sub(r"level -\d+", "level -9",
                                self.handle(program, "Start Handle").get_description()) == words,
                 "the words for a screen reader")

    def test_from_pause_to_pause(self):
        program = self.open()
        self.tab_to(program, "End Handle", "shift+Tab")
        program.key("ctrl+shift+Left", "ctrl+shift+Left")
        wait_for(lambda: self.shown(program)[1] < SECONDS - 2.5, "the second pause")
        _, second = self.shown(program)
        program.key("ctrl+shift+Left")
        wait_for(lambda: self.shown(program)[1] < second, "the third")
        _, third = self.shown(program)
        self.assertAlmostEqual(second - third, 2.5, delta=0.1)
        program.key("ctrl+shift+Right")
        self.wait_range(program, 0, second)
        program.key("Left")
        self.wait_range(program, 0, second - 0.01)

    def test_everything_by_keyboard(self):
        program = self.open()
        self.tab_to(program, "End Handle", "shift+Tab")
        program.key("Page_Up", "Page_Up")
        self.wait_range(program, 0, 40)
        program.key("shift+Tab")
        program.key("ctrl+Right")
        self.wait_range(program, 1, 41)
        program.key("ctrl+z")
        self.wait_range(program, 0, 40)
        program.key("ctrl+z", "ctrl+z")
        self.wait_range(program, 0, SECONDS)
        program.key("ctrl+shift+z")
        self.wait_range(program, 0, 50)
        program.key("plus", "plus")
        self.wait_view(program, lambda start, end: end - start < 30, "a closer view")
        program.key("0")
        self.wait_view(program, lambda start, end: start == 0 and end == SECONDS, "the selection")
        play = program.button("Play Selection")
        program.key("space")
        wait_for(lambda: driver.is_on(play), "the sound")
        program.key("space")
        wait_for(lambda: not driver.is_on(play), "silence")

    def test_a_held_key_is_one_undo(self):
        program = self.open()
        self.tab_to(program, "Start Handle", "shift+Tab")
        driver.xdotool("keydown", "Right")
        wait_for(lambda: self.shown(program)[0] > 0.1, "the key to repeat")
        driver.xdotool("keyup", "Right")
        program.key("ctrl+z")
        self.wait_range(program, 0, SECONDS)

    def test_overview_by_keyboard(self):
        program = self.open()
        self.tab_to(program, "Overview", "shift+Tab")
        program.key("plus", "plus", "plus", "End")
        self.wait_view(program, lambda start, end: start > 30 and end == SECONDS, "the end")
        program.key("Home", "Right")
        start, end = self.wait_view(program, lambda start, end: 0 < start < 5, "a step")
        self.assertAlmostEqual(start, (end - start) / 10, delta=0.01)


class Typed(EditorTest):
    def test_all_ways_to_write_a_time(self):
        program = self.open()
        for text, start in (("12.34", 12.34), ("0:13,5", 13.5), ("14 s", 14), ("0:00:15", 15)):
            self.set_time(program, "Start", text)
            self.wait_range(program, start, SECONDS)
            self.assertEqual(driver.text_of(program.field("Start")), f"0:{start:06.3f}")

    def test_what_is_wrong_is_said_and_changes_nothing(self):
        program = self.open()
        self.set_time(program, "Start", "10")
        for name, text, words in (("Start", "soon", "“soon” is not a time: write 0:12.340 or 12.34"),
                                  ("Start", "1:00", "The start must lie before the end, 1:00.000"),
                                  ("End", "61", "The recording ends at 1:00.000"),
                                  ("End", "10", "The end must lie after the start, 0:10.000")):
            self.set_time(program, name, text)
            program.wait_label(words)
            self.assertEqual(program.field(name).get_description(), words)
            self.wait_range(program, 10, SECONDS)
        self.set_time(program, "End", "50")
        self.wait_range(program, 10, 50)
        wait_for(lambda: not program.has_label("The end must lie after"), "the words to go")

    def test_leaving_an_entry_takes_it(self):
        program = self.open()
        program.write(lambda: program.field("Start"), "Start", "7.5", "Tab")
        self.wait_range(program, 7.5, SECONDS)

    def test_verdict_bar_and_checks_follow(self):
        program = self.open()
        self.set_time(program, "End", "6.2")
        program.wait_label("0:06.2 · 3.8 s too short")
        clone = program.button("Clone Voice")
        wait_for(lambda: clone.get_description() == "Sample is 6.2 s: at least 10 s", "the bar")
        program.wait_label("Drag a handle, or type another end")
        program.press("Undo Edit")
        program.wait_label("1:00.0 · fits")
        wait_for(lambda: clone.get_description() == "Confirm that you may clone this voice", "the bar")


class Sent(EditorTest):
    def send(self, path, trim):
        service = RecordingService()
        self.addCleanup(service.stop)
        program = self.start(path, MINIMAX_API_HOST=service.url, MINIMAX_API_KEY="a-secret-key")
        program.button("Play Selection")
        wait_for(lambda: driver.is_focused(program.button("Play Selection")), "focus on play")
        trim(program)
        shown = self.shown(program)
        program.set_switch(CONSENT)
        program.press("Clone Voice")
        program.button("Play Preview")
        _, _, headers, upload = service.requests[0]
        return shown, uploaded_file(upload, headers)[1]

    def check_typed(self, path):
        def trim(program):
            self.set_time(program, "Start", "12.345")
            self.set_time(program, "End", "31.579")
            self.wait_range(program, 12.345, 31.579)
        _, content = self.send(path, trim)
        with wave.open(io.BytesIO(content)) as file:
            self.assertEqual((file.getframerate(), file.getnchannels()), (RATE, 1))
            frames = file.readframes(file.getnframes())
        first, last = round(12.345 * RATE), round(31.579 * RATE)
        self.assertEqual(len(frames), 2 * (last - first))
        self.assertEqual(frames, RECORDINGS.frames[2 * first:2 * last])

    def test_typed_range_of_a_wav(self):
        self.check_typed(RECORDINGS.wav)

    def test_typed_range_of_a_flac(self):
        self.check_typed(RECORDINGS.flac)

    def test_dragged_range(self):
        def trim(program):
            self.drag(program, self.handle(program, "Start Handle"), 90)
            self.drag(program, self.handle(program, "End Handle"), -130)
            wait_for(lambda: self.shown(program)[0] > 1 and self.shown(program)[1] < 59, "both drags")
        shown, content = self.send(RECORDINGS.flac, trim)
        with wave.open(io.BytesIO(content)) as file:
            frames = file.readframes(file.getnframes())
        first = RECORDINGS.frames.index(frames[:4000]) // 2
        self.assertAlmostEqual(first / RATE, shown[0], delta=0.00051)
        self.assertAlmostEqual(first / RATE + len(frames) / 2 / RATE, shown[1], delta=0.00051)
        self.assertEqual(frames, RECORDINGS.frames[2 * first:2 * first + len(frames)])

    def test_times_that_are_still_being_typed_count(self):
        service = RecordingService()
        self.addCleanup(service.stop)
        program = self.start(RECORDINGS.wav, MINIMAX_API_HOST=service.url)
        program.button("Play Selection")
        program.set_switch(CONSENT)
        end = lambda: program.field("End")  # noqa: E731
        for text, words in (("soon", "“soon” is not a time"), ("4.2", "0:04.2 · 5.8 s too short")):
            wait_for(lambda: driver.is_sensitive(program.button("Clone Voice")), "Clone Voice")
            program.write(end, "End", text, "ctrl+Return")
            program.wait_label(words)
            self.assertTrue(driver.is_focused(end()))
        program.set_text("End", "11.5")
        program.key("Return")
        wait_for(lambda: driver.is_sensitive(program.button("Clone Voice")), "Clone Voice")
        self.assertEqual(service.requests, [])
        program.write(end, "End", "11.75", "ctrl+Return")
        program.button("Play Preview")
        _, _, headers, upload = service.requests[0]
        with wave.open(io.BytesIO(uploaded_file(upload, headers)[1])) as file:
            self.assertEqual(file.getnframes(), 11.75 * RATE)

    def test_whole_file_after_undo_goes_untouched(self):
        def trim(program):
            self.set_time(program, "Start", "20")
            self.wait_range(program, 20, SECONDS)
            program.press("Undo Edit")
            self.wait_range(program, 0, SECONDS)
        _, content = self.send(RECORDINGS.wav, trim)
        self.assertEqual(content, RECORDINGS.wav.read_bytes())


class Sizes(EditorTest):
    def check_layout(self, program, width):
        wait_for(lambda: driver.extents_of(program.window).width <= width, "the window's size")
        lines = {}
        for role, name in (("button", "Play Selection"), ("text", "Start"), ("text", "End"),
                           ("slider", "Overview")):
            area = driver.extents_of(program.find(role, name))
            self.assertGreaterEqual(area.x, 0)
            self.assertLessEqual(area.x + area.width, driver.extents_of(program.window).width)
            lines[name] = area
        return lines

    def test_narrow(self):
        program = self.open()
        program.resize(360, 640)
        lines = self.check_layout(program, 360)
        self.assertEqual(lines["Start"].y, lines["End"].y)
        self.assertGreater(lines["Start"].y, lines["Play Selection"].y + 20)
        self.assertIsNone(program.look_for("button", "Zoom In"))
        program.click(program.find("button", "Edit and Zoom"))
        program.find(None, "Zoom In")

    def test_wide(self):
        program = self.open()
        lines = self.check_layout(program, 1280)
        self.assertLess(abs(lines["Start"].y - lines["Play Selection"].y), 20)
        self.assertLess(lines["Start"].x + lines["Start"].width, lines["End"].x)
        self.assertIsNone(program.look_for("button", "Edit and Zoom"))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--copy"]:
        test_window.copy_file(sys.argv[2])
    unittest.main(verbosity=2)
