# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the program as its users do: through accessibility, mouse and keyboard."""

import contextlib
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
        except (GLib.Error, subprocess.CalledProcessError):
            pass  # the widget or its window went away while it was looked at
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


class Focus:
    """Hears where the keyboard focus goes, as a screen reader does."""

    def __init__(self):
        self.node = None
        self.moves = 0
        self.listener = Atspi.EventListener.new(self._hear)
        self.listener.register("object:state-changed:focused")

    def _hear(self, event):
        if event.detail1:
            self.node = event.source
            self.moves += 1


FOCUS = Focus()


def top_of(node):
    """The window that a widget is in."""
    while node.get_role_name() not in ("frame", "dialog", "window", "alert"):
        node = node.get_parent()
    return node


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
        top = top_of(node)
        title = "^" + re.escape(top.get_name()) + "$"
        geometry = dict(line.split("=") for line in wait_for(lambda: xdotool(
            "search", "--all", "--onlyvisible", "--pid", self.process.pid, "--name", title,
            "getwindowgeometry", "--shell"), "the window on the display").split())
        outer, inner = extents_of(top), extents_of(node)
        # The shadow of the window belongs to its surface, but not to its widgets.
        margin_x = (int(geometry["WIDTH"]) - outer.width) / 2 - 2 * outer.x
        margin_y = (int(geometry["HEIGHT"]) - outer.height) / 2 - 2 * outer.y
        return (int(int(geometry["X"]) + margin_x + inner.x + inner.width * across),
                int(int(geometry["Y"]) + margin_y + inner.y + inner.height * down))

    def click(self, node, across=0.5, down=0.5):
        """Clicks on a widget, once it stands still under the pointer."""
        place = None
        while place != self.position_of(node, across, down):
            place = self.position_of(node, across, down)
            # In two steps: GTK learns what is under the pointer from its moving.
            xdotool("mousemove", place[0] + 1, place[1] + 1, "mousemove", *place, "sleep", 0.05)
        xdotool("click", 1)

    def settle(self, node, seconds=0.15):
        """Where a widget is, once it stood still so long: rows may just have come or gone."""
        since = time.monotonic()
        place = extents_of(node)
        while time.monotonic() - since < seconds:
            time.sleep(0.03)
            now = extents_of(node)
            if (now.x, now.y, now.height) != (place.x, place.y, place.height):
                since = time.monotonic()
            place = now
        return place

    def scroll_to(self, node):
        """Scrolls the page until a widget is well in sight: with the wheel, over the margin, where nothing
        else takes it."""
        window = top_of(node)
        height = extents_of(window).height
        step = 70  # how far a turn goes, until it was seen: over a scroll bar it goes further

        def moved():
            return extents_of(node).y != place.y

        place = self.settle(node)
        for turn in range(80):
            middle = place.y + place.height / 2
            if 110 < middle < height - 110:
                return
            # A wheel that turns under a pointer that never moved can go to what was there before.
            x, y = self.position_of(window, 0.02, 0.5)
            far = max(1, round(abs(middle - height / 2) / step))
            xdotool("mousemove", x + turn % 3, y + turn % 5, "click", "--repeat", far, "--delay", 5,
                    5 if middle > height / 2 else 4)
            with contextlib.suppress(TimedOut):  # the wheel is turned again
                wait_for(moved, "the page to scroll", 1)
            before, place = place, self.settle(node)
            # Less, where the page came to its end.
            step = max(step, abs(place.y - before.y) / far)
        raise AssertionError(f"it cannot be scrolled to: {middle} of {height}, with the pointer at "
                             + xdotool("getmouselocation"))

    def click_on_page(self, node, across=0.5, down=0.5):
        self.scroll_to(node)
        self.click(node, across, down)

    def step_focus(self, keys="Tab"):
        """Moves the focus by a key. Returns what has it then."""
        moves = FOCUS.moves
        self.key(keys)
        wait_for(lambda: FOCUS.moves > moves, f"the focus to move by {keys}")
        return FOCUS.node

    def tab_to(self, find, what, keys="Tab"):
        """Goes on by a key until the widget that `find` returns has the focus."""
        for _ in range(60):
            node = find()
            if node is not None and is_focused(node):
                return
            self.step_focus(keys)
        raise AssertionError(f"{keys} never reached {what}")

    def focus(self, find, what):
        """Clicks on a field until it has the focus: the page may move under the pointer."""
        def focused():
            if is_focused(find()):
                return True
            self.click_on_page(find())
            with contextlib.suppress(TimedOut):
                return wait_for(lambda: is_focused(find()), what, 1)
            return False
        wait_for(focused, "the focus on " + what)

    def write(self, find, what, text, *keys):
        """Types over what stands in a field, and then presses keys."""
        self.focus(find, what)
        self.key("ctrl+a")
        self.type(text)
        wait_for(lambda: text_of(find()) == text, f"{text!r} in {what}")
        if keys:
            self.key(*keys)

    def items_of(self, combo):
        return [node for node in tree(combo) if role_of(node) == "list item" and is_shown(node)]

    def open_list(self, name, find=None):
        """Opens a drop-down, and waits until its list takes keys. Returns the drop-down."""
        combo = find() if find else self.find("combo box", name)
        button = next(node for node in tree(combo) if role_of(node) == "button")
        if extents_of(top_of(combo)).width and top_of(combo).get_name() == self.window.get_name():
            self.scroll_to(combo)
        assert Atspi.Action.do_action(button, 0), name
        wait_for(lambda: self.items_of(combo), f"the list of {name}")
        wait_for(lambda: not is_focused(button) and any(is_focused(node) for node in tree(combo)),
                 f"the focus on the list of {name}")
        return combo

    def choose(self, name, wanted, find=None):
        """Chooses a line of a drop-down by its words, with keys; again, where another one was hit."""
        def words(node):
            return [text_of(child) for child in tree(node) if is_shown(child)]

        for _ in range(4):
            combo = self.open_list(name, find)
            lines = [words(item) for item in self.items_of(combo)]
            at = next(at for at, line in enumerate(lines) if wanted in line)
            self.key("Home", *["Down"] * at, "Return")
            wait_for(lambda: not self.items_of(combo), f"the list of {name} to close")
            with contextlib.suppress(TimedOut):
                return wait_for(lambda: wanted in words(combo), wanted, 2)
        raise AssertionError(f"{wanted} was not chosen")

    def name_file(self, button, path):
        """Types a path into the file dialog that comes up; `button` is the one that ends it."""
        def dialog():
            node = self.button(button)
            while node.get_parent().get_role_name() != "application":
                node = node.get_parent()
            return node

        def entry():
            return next((node for node in tree(dialog()) if role_of(node) == "text" and is_shown(node)
                         and name_of(node) in ("GtkFileChooserEntry", "Name:")), None)

        wait_for(lambda: any(is_focused(node) for node in tree(dialog())), "the dialog's focus")
        if entry() is None:
            self.key("slash")  # as somebody who knows the path
            wait_for(entry, "the entry for the path")

        def written():
            Atspi.EditableText.set_text_contents(entry(), str(path))
            return text_of(entry()) == str(path)
        wait_for(written, "the path")
        shown = len(self.window_ids())
        self.press(button)
        # GTK 4.8 crashes when it is asked for a widget that is about to go: the display is asked instead.
        wait_for(lambda: len(self.window_ids()) < shown, "the file dialog to go")
        self.wait_gone("button", button)

    def _wait_active(self):
        """The window manager gives a new window the keyboard some time after it can be seen."""
        def active():
            owner = subprocess.run(["xdotool", "getactivewindow", "getwindowpid"], check=False,
                                   capture_output=True, text=True).stdout.strip()
            return owner == str(self.process.pid)
        wait_for(active, "the keyboard")

    def key(self, *keys):
        self._wait_active()
        xdotool("key", "--clearmodifiers", *keys)

    def type(self, text):
        self._wait_active()
        xdotool("type", "--delay", "8", text)

    def window_ids(self):
        return xdotool("search", "--onlyvisible", "--pid", self.process.pid).split()

    def window_id(self):
        return self.window_ids()[-1]

    def resize(self, width, height):
        xdotool("windowsize", "--sync", self.window_id(), width, height)

    def picture(self, path):
        subprocess.run(["import", "-window", self.window_id(), str(path)], check=True)

    def quit(self):
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(10)
