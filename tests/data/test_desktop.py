# SPDX-License-Identifier: GPL-3.0-or-later
"""Launcher, metainfo and settings schema."""

import configparser
import os
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

SOURCE = Path(os.environ["SOUNDALIKE_SOURCE"])
DATA = Path(os.environ["SOUNDALIKE_BUILD"]) / "data"
APP_ID = os.environ["SOUNDALIKE_APP_ID"]
SCHEMA_ID = "io.github.soundalike.Soundalike"


def run(*command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60)


class Desktop(unittest.TestCase):
    def accept(self, *command):
        answer = run(*command)
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)

    def test_launcher(self):
        launcher = DATA / f"{APP_ID}.desktop"
        self.accept("desktop-file-validate", launcher)
        parser = configparser.ConfigParser(interpolation=None)
        parser.optionxform = str
        parser.read(launcher, encoding="utf-8")
        entry = parser["Desktop Entry"]
        self.assertEqual(entry["Icon"], APP_ID)
        self.assertEqual(entry["Exec"], "soundalike %f")
        types = entry["MimeType"].rstrip(";").split(";")
        self.assertEqual(len(types), len(set(types)))
        self.assertEqual({kind.split("/")[0] for kind in types}, {"audio", "video"})

    def test_a_broken_launcher_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            broken = Path(folder) / "broken.desktop"
            text = (DATA / f"{APP_ID}.desktop").read_text(encoding="utf-8")
            broken.write_text(text.replace("Type=Application\n", ""), encoding="utf-8")
            self.assertNotEqual(run("desktop-file-validate", broken).returncode, 0)

    def test_metainfo(self):
        metainfo = DATA / f"{APP_ID}.metainfo.xml"
        self.accept("appstreamcli", "validate", "--no-net", "--pedantic", metainfo)
        root = xml.parse(metainfo).getroot()
        self.assertEqual(root.findtext("id"), APP_ID)
        self.assertEqual(root.findtext("launchable"), f"{APP_ID}.desktop")
        self.assertIsNotNone(root.find("content_rating"))
        self.assertIsNotNone(root.find("developer").get("id"))

    def test_release_is_described(self):
        version = run("meson", "introspect", "--projectinfo", DATA.parent).stdout
        newest = xml.parse(DATA / f"{APP_ID}.metainfo.xml").getroot().find("releases/release")
        self.assertIn(f'"version": "{newest.get("version")}"', version)
        news = (SOURCE / "NEWS.md").read_text(encoding="utf-8")
        self.assertIn(f"## {newest.get('version')}", news)

    def test_schema(self):
        self.accept("glib-compile-schemas", "--strict", "--dry-run", SOURCE / "data")
        answer = run("gsettings", "--schemadir", DATA, "list-recursively", SCHEMA_ID)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertIn(f"{SCHEMA_ID} api-host ''", answer.stdout)

    def test_every_key_is_used(self):
        code = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "src").rglob("*.c"))
        root = xml.parse(SOURCE / "data" / f"{SCHEMA_ID}.gschema.xml").getroot()
        names = [key.get("name") for key in root.iter("key")]
        self.assertIn("api-host", names)
        self.assertEqual([name for name in names if f'"{name}"' not in code], [])


if __name__ == "__main__":
    unittest.main()
