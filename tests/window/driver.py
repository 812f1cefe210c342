# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the program as its users do: through accessibility, mouse and keyboard."""

import os
import re
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

Atspi.init()
Atspi.set_timeout(3000, 15000)

TIMEOUT = 20.0

# The same role has different names in different versions of AT-SPI.
SAME_ROLES = {"push button": "button", "toggle button": "button", "switch": "switch"}


class TimedOut(AssertionError):
    """Something that should have come did not."""


def wait_for(condition, what, timeout=TIMEOUT):
    """Returns what `condition` returns, as soon as that is true."""
    deadline = time.monotonic() + timeout
    while True:
        # What was announced on the bus brings the copy of the tree on this side up to date.
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            result = condition()
            if result:
                return result
        except GLib.Error:
            pass  # the widget went away while it was looked at
        if time.monotonic() > deadline:
            raise TimedOut(f"waited {timeout:.0f} s for {what}")
        time.sleep(0.03)


def tree(node):
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield from tree(child)


def role_of(node):
    name = node.get_role_name()
    return SAME_ROLES.get(name, name)


def name_of(node):
    """The name without a mnemonic's mark, and once where GTK says it twice."""
    name = node.get_name().replace("_", "")
    half = (len(name) - 1) // 2
    if len(name) > 2 and name[half] == " " and name[:half] == name[half + 1:]:
        return name[:half]
    return name


def text_of(node):
    try:
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
    except GLib.Error:
        return None


def extents_of(node):
    return Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)


def is_shown(node):
    """Hidden pages and closed popovers have no size; their own state does not tell."""
    try:
        size = extents_of(node)
    except GLib.Error:
        return False
    return (size.width > 0 and size.height > 0
            and node.get_state_set().contains(Atspi.StateType.VISIBLE))


def has_state(node, state):
    return node.get_state_set().contains(state)


def is_sensitive(node):
    return has_state(node, Atspi.StateType.SENSITIVE)


def is_on(node):
    return has_state(node, Atspi.StateType.CHECKED) or has_state(node, Atspi.StateType.PRESSED)


def is_focused(node):
    return has_state(node, Atspi.StateType.FOCUSED)


def describe(node, depth=0):
    """The whole tree as text, for a test that failed."""
    lines = []
    try:
        lines.append("  " * depth + f"{role_of(node)} {node.get_name()!r} {text_of(node)!r}"
                     + ("" if is_shown(node) else " (hidden)"))
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is not None:
                lines += describe(child, depth + 1)
    except GLib.Error as error:
        lines.append("  " * depth + str(error))
    return lines


def xdotool(*arguments):
    return subprocess.run(["xdotool", *map(str, arguments)], check=True, capture_output=True,
                          text=True).stdout


class Program:
    """A running `soundalike` and what is on its screen."""

    def __init__(self, *arguments, env=None, log=None):
        program = os.environ["SOUNDALIKE"]
        self.process = subprocess.Popen([program, *map(str, arguments)],
                                        env={**os.environ, **(env or {})}, stderr=log)
        self._accessible = wait_for(self._find_self, "the program on the accessibility bus")
        self.window = wait_for(self._find_window, "its window")

    @property
    def accessible(self):
        """The root of the tree, found again where the copy on this side was lost with a dialog."""
        try:
            self._accessible.get_child_at_index(0).get_child_count()
        except (GLib.Error, AttributeError):
            found = self._find_self()
            if found is not None:
                self._accessible = found
        return self._accessible

    def _find_self(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with status {self.process.returncode}")
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def _find_window(self):
        for index in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(index)
            if child is not None and is_shown(child):
                return child
        return None

    def look_for(self, role, name):
        """The widget if it is on the screen, else None."""
        for node in tree(self.accessible):
            if (role is None or role_of(node) == role) and name_of(node) == name and is_shown(node):
                return node
        return None

    def find(self, role, name, timeout=TIMEOUT):
        try:
            return wait_for(lambda: self.look_for(role, name), f"{role} {name!r}", timeout)
        except TimedOut as error:
            raise TimedOut(f"{error}\n" + "\n".join(describe(self.accessible))) from None

    def wait_gone(self, role, name, timeout=TIMEOUT):
        wait_for(lambda: self.look_for(role, name) is None, f"{role} {name!r} to go", timeout)

    def has_label(self, words):
        return any(words in (node.get_name() or "") or words in (text_of(node) or "")
                   for node in tree(self.accessible) if is_shown(node))

    def wait_label(self, words, timeout=TIMEOUT):
        try:
            wait_for(lambda: self.has_label(words), f"the words {words!r}", timeout)
        except TimedOut as error:
            raise TimedOut(f"{error}\n" + "\n".join(describe(self.accessible))) from None

    def button(self, name, timeout=TIMEOUT):
        return self.find("button", name, timeout)

    def press(self, name, timeout=TIMEOUT):
        """Presses a button as soon as it can be pressed."""
        def ready():
            node = self.look_for("button", name)
            return node if node is not None and is_sensitive(node) else None
        try:
            node = wait_for(ready, f"a button {name!r} that can be pressed", timeout)
        except TimedOut as error:
            raise TimedOut(f"{error}\n" + "\n".join(describe(self.accessible))) from None
        assert Atspi.Action.do_action(node, 0), name

    def switch(self, name):
        for node in tree(self.accessible):
            if (name_of(node) == name
                    and node.get_role() in (Atspi.Role.TOGGLE_BUTTON, Atspi.Role.SWITCH
                                            if hasattr(Atspi.Role, "SWITCH")
                                            else Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX)):
                return node
        raise AssertionError(f"no switch {name!r}\n" + "\n".join(describe(self.accessible)))

    def set_switch(self, name, active=True):
        node = wait_for(lambda: self.switch(name), name)
        if is_on(node) != active:
            assert Atspi.Action.do_action(node, 0), name
        wait_for(lambda: is_on(self.switch(name)) == active, f"switch {name!r}")

    def field(self, name):
        return self.find("text", name)

    def set_text(self, name, text):
        assert Atspi.EditableText.set_text_contents(self.field(name), text), name

    def position_of(self, node, across=0.5, down=0.5):
        """Where on the display a widget is."""
        top = node
        while top.get_role_name() not in ("frame", "dialog", "window", "alert"):
            top = top.get_parent()
        title = "^" + re.escape(top.get_name()) + "$"
        geometry = dict(line.split("=") for line in xdotool(
            "search", "--onlyvisible", "--pid", self.process.pid, "--name", title,
            "getwindowgeometry", "--shell").split())
        outer, inner = extents_of(top), extents_of(node)
        # The shadow of the window belongs to its surface, but not to its widgets.
        margin_x = (int(geometry["WIDTH"]) - outer.width) / 2 - 2 * outer.x
        margin_y = (int(geometry["HEIGHT"]) - outer.height) / 2 - 2 * outer.y
        return (int(int(geometry["X"]) + margin_x + inner.x + inner.width * across),
                int(int(geometry["Y"]) + margin_y + inner.y + inner.height * down))

    def click(self, node, across=0.5, down=0.5):
        xdotool("mousemove", *self.position_of(node, across, down), "click", 1)

    def key(self, *keys):
        xdotool("key", "--clearmodifiers", *keys)

    def type(self, text):
        xdotool("type", "--delay", "8", text)

    def window_id(self):
        return xdotool("search", "--onlyvisible", "--pid", self.process.pid).split()[-1]

    def resize(self, width, height):
        xdotool("windowsize", "--sync", self.window_id(), width, height)

    def picture(self, path):
        subprocess.run(["import", "-window", self.window_id(), str(path)], check=True)

    def quit(self):
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(10)
