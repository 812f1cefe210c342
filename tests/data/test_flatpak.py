# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifests: pinned sources, a current runtime, no more rights than needed."""

import json
import os
import re
import unittest
from pathlib import Path

FOLDER = Path(os.environ["SOUNDALIKE_SOURCE"]) / "flatpak"
APP_ID = "io.github.soundalike.Soundalike"
RIGHTS = {
    "--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11",
    "--socket=pulseaudio", "--device=dri",
}


def manifest(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


class Flatpak(unittest.TestCase):
    def setUp(self):
        self.manifest = manifest(APP_ID)

    def test_runtime(self):
        self.assertEqual(self.manifest["runtime"], "org.gnome.Platform")
        self.assertGreaterEqual(int(self.manifest["runtime-version"]), 50)
        self.assertEqual(self.manifest["command"], "soundalike")

    def test_rights(self):
        self.assertEqual(set(self.manifest["finish-args"]), RIGHTS)

    def test_every_source_is_pinned(self):
        sources = {module["name"]: module["sources"] for module in self.manifest["modules"]}
        self.assertEqual(set(sources), {"espeak-ng", "libebur128", "soundalike"})
        self.assertEqual(sources.pop("soundalike"), [{"type": "dir", "path": ".."}])
        for name, (source,) in sources.items():
            with self.subTest(name):
                self.assertEqual(source["type"], "git")
                self.assertTrue(source["url"].startswith("https://"))
                self.assertTrue(source["tag"])
                self.assertRegex(source["commit"], re.compile(r"^[0-9a-f]{40}$"))

    def test_development_differs_in_name_and_profile_only(self):
        other = manifest(f"{APP_ID}.Devel")
        self.assertEqual(other.pop("id"), self.manifest.pop("id") + ".Devel")
        other["modules"][-1]["config-opts"].remove("-Dprofile=development")
        self.assertEqual(other, self.manifest)


if __name__ == "__main__":
    unittest.main()
