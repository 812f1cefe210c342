#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file manager with nothing in it but one file, which can be dragged out.

drag_source.py FILE...

Says on standard output what becomes of the drag: ready, begun, accepted, finished or cancelled.
"""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402

TITLE = "Files to drag"


def say(words):
    print(words, flush=True)


def on_begin(_source, drag):
    say("begun")
    drag.connect("notify::selected-action",
                 lambda *_: drag.get_selected_action() == Gdk.DragAction.COPY and say("accepted"))
    drag.connect("dnd-finished", lambda *_: say("finished"))
    drag.connect("cancel", lambda *_: say("cancelled"))


def main():
    Gtk.init()
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(path) for path in sys.argv[1:]])
    source = Gtk.DragSource.new()
    source.set_content(Gdk.ContentProvider.new_for_value(files))
    source.connect("drag-begin", on_begin)
    label = Gtk.Label(label="Drag me", hexpand=True, vexpand=True)
    label.add_controller(source)
    window = Gtk.Window(title=TITLE, default_width=220, default_height=160, child=label)
    window.connect("map", lambda *_: say("ready"))
    window.present()
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
