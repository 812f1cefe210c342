#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who never saw the program: how many clicks and seconds until a clone is heard."""

import time
import unittest

import driver
import test_account
import test_window
from driver import FOCUS, wait_for
from test_account import AccountTest, CONSENT
from test_window import Speakers

# What there is to do: begin, choose a file, name it, agree, clone, play.
CLICKS = 6
KEYS = 16
# What the program itself takes, without the time in which somebody reads and decides.
SECONDS = 12


def setUpModule():
    test_account.setUpModule()
    test_window.setUpModule()


def tearDownModule():
    test_window.tearDownModule()
    test_account.tearDownModule()


class Newcomer(AccountTest):
    def setUp(self):
        super().setUp()
        self.clicks = 0
        self.keys = 0

    def click(self, program, name):
        """With the mouse, where it is seen: what must be scrolled to would be one step more."""
        def ready():
            node = program.look_for("button", name)
            return node if node is not None and driver.is_sensitive(node) else None
        program.click(wait_for(ready, name))
        self.clicks += 1

    def press(self, program, *keys):
        program.key(*keys)
        self.keys += len(keys)

    def wait_heard(self, speakers):
        wait_for(lambda: any(abs(sample) > 500 for sample in speakers.samples()[-Speakers.RATE:]),
                 "the sound")

    def test_by_mouse(self):
        begun = time.monotonic()
        program = self.start()
        self.click(program, "Try Without an Account")
        self.click(program, "Choose File…")
        program.name_file("Open", test_account.SAMPLE)
        self.clicks += 1  # on the file; that it is opened by a double click, or by Open
        program.button("Play Selection")

        # What is missing is said beside the button; its place is one turn of the wheel away.
        clone = program.button("Clone Voice")
        wait_for(lambda: clone.get_description() == "Confirm that you may clone this voice", "the hint")
        program.click_on_page(program.switch(CONSENT))
        self.clicks += 1
        self.click(program, "Clone Voice")
        with Speakers() as speakers:
            self.click(program, "Play Preview")
            self.wait_heard(speakers)
        seconds = time.monotonic() - begun
        print(f"by mouse: {self.clicks} clicks, {seconds:.1f} s")
        self.assertEqual(self.clicks, CLICKS)
        self.assertLess(seconds, SECONDS * 3)  # on a busy machine, too

    def test_by_keyboard(self):
        program = self.start()
        wait_for(lambda: driver.is_focused(program.button("Try Without an Account")), "the first step")
        self.press(program, "Return")
        wait_for(lambda: driver.is_focused(program.button("Record")), "the second step")
        self.press(program, "Tab")
        wait_for(lambda: driver.is_focused(program.button("Choose File…")), "the file instead")
        self.press(program, "Return")
        program.name_file("Open", test_account.SAMPLE)
        wait_for(lambda: driver.is_focused(program.button("Play Selection")), "focus on play")
        while not driver.is_focused(program.switch(CONSENT)):
            self.press(program, "Tab")
            wait_for(lambda: FOCUS.node is not None and driver.is_focused(FOCUS.node), "the focus")
        self.press(program, "space")
        wait_for(lambda: driver.is_sensitive(program.button("Clone Voice")), "Clone Voice")
        self.press(program, "ctrl+Return")
        wait_for(lambda: program.look_for("button", "Play Preview")
                 and driver.is_focused(program.button("Play Preview")), "focus on Play Preview")
        with Speakers() as speakers:
            self.press(program, "space")
            self.wait_heard(speakers)
        print(f"by keyboard: {self.keys} keys besides the file's name")
        self.assertLessEqual(self.keys, KEYS)


if __name__ == "__main__":
    unittest.main(verbosity=2)
