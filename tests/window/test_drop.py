#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are dragged from another program onto the window, with the mouse."""

import pathlib
import subprocess
import sys
import threading
import unittest

import drag_source
import driver
import test_window
from driver import wait_for
from test_window import CONSENT, WindowTest


def setUpModule():
    test_window.setUpModule()


def tearDownModule():
    test_window.tearDownModule()


class Source:
    """Another program, at the left of the display, and what it says of its drag."""

    def __init__(self, *paths):
        script = pathlib.Path(drag_source.__file__)
        self.process = subprocess.Popen([sys.executable, script, *map(str, paths)], text=True,
                                        stdout=subprocess.PIPE)
        self.said = []
        threading.Thread(target=self.listen, daemon=True).start()
        self.wait("ready")
        self.window = driver.xdotool("search", "--sync", "--onlyvisible", "--name",
                                     drag_source.TITLE).split()[-1]
        driver.xdotool("windowmove", "--sync", self.window, 0, 200)

    def listen(self):
        for line in self.process.stdout:
            self.said.append(line.strip())

    def wait(self, words, timeout=driver.TIMEOUT):
        wait_for(lambda: words in self.said, f"the drag to be {words}: {self.said}", timeout)

    def place(self):
        geometry = dict(line.split("=") for line in driver.xdotool(
            "getwindowgeometry", "--shell", self.window).split())
        return (int(geometry["X"]) + int(geometry["WIDTH"]) // 2,
                int(geometry["Y"]) + int(geometry["HEIGHT"]) * 2 // 3)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.process.stdout.close()


class Drop(WindowTest):
    def open(self, program):
        """Beside the other program."""
        driver.xdotool("windowmove", program.window_id(), 330, 40)
        wait_for(lambda: program.position_of(program.window, 0, 0)[0] > 250, "the window to move")

    def drag(self, source, x, y):
        """Presses, moves and holds. What is let go before it is accepted falls beside."""
        source.said.clear()
        from_x, from_y = source.place()
        driver.xdotool("windowactivate", "--sync", source.window, "mousemove", from_x, from_y,
                       "sleep", 0.1, "mousedown", 1)
        for step in range(1, 21):
            driver.xdotool("mousemove", from_x + (x - from_x) * step // 20,
                           from_y + (y - from_y) * step // 20, "sleep", 0.02)

    def drop(self, program, node, *paths):
        source = Source(*paths)
        self.addCleanup(source.stop)
        self.open(program)
        self.drag(source, *program.position_of(node))
        source.wait("accepted")
        driver.xdotool("mouseup", 1)
        source.wait("finished")
        return source

    def test_onto_the_empty_form(self):
        program = self.start("--practice")
        self.drop(program, program.button("Choose File…"), test_window.FILES.sample)
        program.button("Play Selection")
        program.wait_label("Anna reads.wav")
        wait_for(lambda: driver.is_focused(program.button("Play Selection")), "focus on play")

    def test_onto_a_loaded_form(self):
        program = self.start_with_sample("--practice")
        program.set_switch(CONSENT)
        self.drop(program, program.find("slider", "Selected Range"), test_window.FILES.long)
        program.wait_label("Lecture.flac")
        wait_for(lambda: not driver.is_on(program.switch(CONSENT)), "consent to be cleared")

    def test_onto_a_text_of_the_form(self):
        program = self.start("--practice")
        text = program.field("Voice ID")
        before = driver.text_of(text)
        self.drop(program, text, test_window.FILES.sample)
        program.wait_label("Anna reads.wav")
        wait_for(lambda: driver.text_of(program.field("Voice ID")).startswith("anna-reads-"),
                 "another suggestion")
        self.assertNotIn("file:", before + driver.text_of(program.field("Voice ID")))

    def test_several_files(self):
        program = self.start("--practice")
        self.drop(program, program.button("Choose File…"), test_window.FILES.sample,
                  test_window.FILES.long)
        program.wait_label("One sample at a time: the first file was opened")
        program.wait_label("Anna reads.wav")

    def test_what_is_no_sound(self):
        program = self.start_with_sample("--practice")
        self.drop(program, program.find("slider", "Selected Range"), test_window.FILES.text)
        program.wait_label("“Notes.wav” cannot be opened")
        self.assertTrue(program.has_label("Anna reads.wav"))

    def test_not_while_a_clone_runs(self):
        service, program = self.start_unanswered_clone()
        self.drop(program, program.find("list item", "Audio prepared"), test_window.FILES.long)
        program.wait_label("A clone is running: the file was not opened")
        service.gate.set()
        program.button("Play Preview")


if __name__ == "__main__":
    unittest.main(verbosity=2)
