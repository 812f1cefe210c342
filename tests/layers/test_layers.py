# SPDX-License-Identifier: GPL-3.0-or-later
"""Each layer includes only layers that come before it, and the command line links no GTK."""

import os
import re
import subprocess
import unittest
from pathlib import Path

SOURCE = Path(os.environ["SOUNDALIKE_SOURCE"]) / "src"
BUILD = Path(os.environ["SOUNDALIKE_BUILD"])

CORE = ["core/rules", "core/minimax", "core/audio", "core/account", "core/library", "core/jobs"]
GLIB = {"glib", "gio"}
LIBRARIES = {
    "core/rules": GLIB,
    "core/minimax": GLIB | {"soup", "json"},
    "core/audio": GLIB | {"gst", "ebur128"},
    "core/account": GLIB | {"secret"},
    "core/library": GLIB | {"sqlite"},
    "core/jobs": GLIB | {"soup", "json", "gst", "ebur128", "secret", "sqlite"},
    "practice": GLIB | {"soup", "json", "espeak", "gst"},
    "cli": GLIB | {"json"},
    "ui": GLIB | {"gtk", "json"},
}
# Which layers a layer may include, besides itself.
BEFORE = {
    **{layer: CORE[:place] for place, layer in enumerate(CORE)},
    "practice": ["core/rules", "core/audio"],
    "cli": CORE + ["practice"],
    "ui": CORE + ["practice"],
}
HEADERS = [
    (r"(glib|glib-object|glib-unix|gmodule)\.h$|glib/", "glib"),
    (r"gio/|gio-unix-2\.0/", "gio"),
    (r"libsoup/", "soup"),
    (r"json-glib/", "json"),
    (r"gst/", "gst"),
    (r"ebur128\.h$", "ebur128"),
    (r"libsecret/", "secret"),
    (r"sqlite3\.h$", "sqlite"),
    (r"espeak(-ng)?/", "espeak"),
    (r"gtk/|gdk/|gsk/|graphene|adwaita\.h$|pango/|cairo", "gtk"),
]
# The C library's own headers, and POSIX's.
PLAIN = re.compile(r"(sys/|linux/|netinet/|arpa/)?[a-z0-9_]+\.h$")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
GENERATED = {"config.h"}


def library_of(header):
    for pattern, library in HEADERS:
        if re.match(pattern, header):
            return library
    return None if PLAIN.match(header) else header


def layer_of(path):
    """The layer that a file under src belongs to."""
    relative = path.relative_to(SOURCE).as_posix()
    for layer in LIBRARIES:
        if relative.startswith(layer + "/"):
            return layer
    raise AssertionError(f"{relative} belongs to no layer")


def resolve(path, header):
    """The file that a quoted include means, None for a generated one."""
    for folder in (path.parent, SOURCE / "core", SOURCE):
        if (folder / header).is_file():
            return (folder / header).resolve()
    built = [BUILD / "src" / layer_of(path) / header, BUILD / header]
    if header in GENERATED or any(place.is_file() for place in built):
        return None
    raise AssertionError(f"{path.relative_to(SOURCE)} includes {header}, which is nowhere")


def faults_of(path, text):
    """What a file includes against the order of the layers."""
    layer = layer_of(path)
    for bracket, header in INCLUDE.findall(text):
        if bracket == "<":
            library = library_of(header)
            if library is not None and library not in LIBRARIES[layer]:
                yield f"{path.relative_to(SOURCE)} includes <{header}>"
        else:
            target = resolve(path, header)
            if target is not None and layer_of(target) not in [layer, *BEFORE[layer]]:
                yield f"{path.relative_to(SOURCE)} includes {target.relative_to(SOURCE)}"


class Includes(unittest.TestCase):
    def test_every_file(self):
        files = sorted(SOURCE.rglob("*.[ch]"))
        self.assertGreater(len(files), 20)
        faults = [fault for path in files for fault in faults_of(path, path.read_text(encoding="utf-8"))]
        self.assertEqual(faults, [])

    def test_that_a_fault_is_seen(self):
        path = SOURCE / "core" / "rules" / "sa-limits.c"
        for text in ("#include <gtk/gtk.h>\n", "  #  include <adwaita.h>", '#include "audio/sa-clip.h"'):
            with self.subTest(text):
                self.assertEqual(len(list(faults_of(path, text))), 1)
        self.assertEqual(list(faults_of(path, "#include <glib.h>\n#include <string.h>\n")), [])


class Links(unittest.TestCase):
    def linked(self, program):
        answer = subprocess.run(["ldd", BUILD / program], capture_output=True, text=True, check=True)
        return answer.stdout

    def test_command_line_links_no_gtk(self):
        linked = self.linked("src/cli/soundalike-cli")
        self.assertIn("libglib-2.0", linked)
        self.assertNotRegex(linked, r"libgtk-|libgdk-|libadwaita")

    def test_window_links_gtk(self):
        self.assertRegex(self.linked("src/ui/soundalike"), r"libgtk-4")


if __name__ == "__main__":
    unittest.main()
