# SPDX-License-Identifier: GPL-3.0-or-later
"""The icons are SVG on GNOME's grid, and what draws them on a desktop can draw them."""

import os
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

import gi

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf  # noqa: E402

ICONS = Path(os.environ["SOUNDALIKE_SOURCE"]) / "data" / "icons" / "hicolor"
FULL = sorted((ICONS / "scalable" / "apps").glob("*.svg"))
SYMBOLIC = sorted((ICONS / "symbolic").glob("*/*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


def opacity(path, size):
    """The alpha of every pixel of an icon, row by row."""
    image = GdkPixbuf.Pixbuf.new_from_file_at_size(str(path), size, size)
    assert (image.get_width(), image.get_height(), image.get_n_channels()) == (size, size, 4)
    pixels, stride = image.get_pixels(), image.get_rowstride()
    return [[pixels[y * stride + x * 4 + 3] for x in range(size)] for y in range(size)]


class Icons(unittest.TestCase):
    def test_the_full_set_is_there(self):
        names = [path.stem for path in FULL]
        self.assertEqual(names, ["io.github.soundalike.Soundalike.Devel", "io.github.soundalike.Soundalike"])
        self.assertIn("io.github.soundalike.Soundalike-symbolic", [path.stem for path in SYMBOLIC])

    def test_size_of_the_grid(self):
        for paths, size in ((FULL, "128"), (SYMBOLIC, "16")):
            for path in paths:
                with self.subTest(path.name):
                    root = xml.parse(path).getroot()
                    self.assertEqual(root.tag, SVG + "svg")
                    self.assertEqual((root.get("width"), root.get("height")), (size, size))
                    self.assertEqual(root.get("viewBox"), f"0 0 {size} {size}")

    def test_they_can_be_drawn(self):
        for path in FULL + SYMBOLIC:
            for size in (16, 64, 256):
                with self.subTest(path.name, size=size):
                    alpha = opacity(path, size)
                    filled = sum(value > 127 for row in alpha for value in row) / size ** 2
                    self.assertGreater(filled, 0.2)
                    self.assertLess(filled, 0.9)

    def test_nothing_touches_the_edge(self):
        for path in FULL:
            with self.subTest(path.name):
                alpha = opacity(path, 128)
                edge = alpha[:4] + alpha[-4:] + [row[:4] + row[-4:] for row in alpha]
                self.assertEqual(max(value for part in edge for value in part), 0)

    def test_symbolic_icons_have_one_colour(self):
        for path in SYMBOLIC:
            with self.subTest(path.name):
                fills = {shape.get("fill") for shape in xml.parse(path).getroot()}
                self.assertEqual(fills, {"#222"})


if __name__ == "__main__":
    unittest.main()
