# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text on screen can be translated: POTFILES.in is complete and the template can be made."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(os.environ["SOUNDALIKE_SOURCE"])
PO = SOURCE / "po"
MARKED = re.compile(r'\b(?:N?C?_|g_d?n?p?gettext)\s*\(\s*"')
TRANSLATABLE = re.compile(r'translatable="(?:yes|true)"')
# What Meson's preset 'glib' hands to xgettext.
XGETTEXT = [
    "xgettext", "--from-code=UTF-8", "--add-comments", "--package-name=soundalike",
    "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
    "--keyword=g_dcgettext:2", "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3",
    "--flag=N_:1:pass-c-format", "--flag=C_:2:pass-c-format", "--flag=NC_:2:pass-c-format",
    "--flag=g_dngettext:2:pass-c-format", "--flag=g_strdup_printf:1:c-format",
    "--flag=g_string_printf:2:c-format", "--flag=g_string_append_printf:2:c-format",
    "--flag=g_error_new:3:c-format", "--flag=g_set_error:4:c-format",
    "--flag=g_task_return_new_error:4:c-format",
]


def listed():
    lines = (PO / "POTFILES.in").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def with_texts():
    """The files that hold texts to translate."""
    for path in sorted((SOURCE / "src").rglob("*")):
        pattern = {".c": MARKED, ".h": MARKED, ".ui": TRANSLATABLE}.get(path.suffix)
        if pattern and pattern.search(path.read_text(encoding="utf-8")):
            yield path.relative_to(SOURCE).as_posix()
    for path in sorted((SOURCE / "data").glob("*.*")):
        if path.name.endswith((".desktop.in.in", ".metainfo.xml.in.in", ".gschema.xml")):
            yield path.relative_to(SOURCE).as_posix()


class Translations(unittest.TestCase):
    def test_potfiles_names_every_file_with_texts(self):
        self.assertEqual(listed(), sorted(with_texts()))

    def test_template_can_be_made(self):
        with tempfile.TemporaryDirectory() as folder:
            template = Path(folder) / "soundalike.pot"
            answer = subprocess.run(
                [*XGETTEXT, f"--directory={SOURCE}", f"--files-from={PO / 'POTFILES.in'}", f"--output={template}"],
                capture_output=True, text=True, timeout=60)
            self.assertEqual((answer.returncode, answer.stderr), (0, ""))
            text = template.read_text(encoding="utf-8")
            for name in listed():
                self.assertIn(f"#: {name}:", text.replace(" ", "\n#: "), name)
            answer = subprocess.run(["msgfmt", "--check-format", "--output-file=/dev/null", template],
                                    capture_output=True, text=True, timeout=60)
            self.assertEqual(answer.returncode, 0, answer.stderr)

    def test_languages_are_sorted_and_there(self):
        lines = (PO / "LINGUAS").read_text(encoding="utf-8").splitlines()
        languages = [line for line in lines if line and not line.startswith("#")]
        self.assertEqual(languages, sorted(path.stem for path in PO.glob("*.po")))


if __name__ == "__main__":
    unittest.main()
