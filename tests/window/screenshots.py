#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes pictures of the real window.

screenshots.py FOLDER [LOOK...]

Without a LOOK it takes those of data/screenshots/; with "all" every scene in every look, to be looked at.
Run it on a desktop of its own:

    SOUNDALIKE=build/src/ui/soundalike SOUNDALIKE_CLI=build/src/cli/soundalike-cli \\
        GSETTINGS_SCHEMA_DIR=build/data \\
        tests/window/desktop.py tests/window/screenshots.py data/screenshots
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import driver
from driver import Program

SPEECH = ("We bought the house in spring, before anyone had told us about the river, and I would do "
          "it again. The kettle had just begun to sing when somebody knocked. It was the neighbour "
          "from the second floor, with flour on her sleeves and a question about the oven. Could we "
          "try it together? An hour later the whole staircase smelled of cinnamon.")
CONSENT = "I have the right to clone this voice"

# Without a settings daemon the window draws a frame of its own, which no user sees.
FRAME = 5

WIDE = (900, 720)
NARROW = (360, 640)

# GTK takes its direction from its own translation, and leaves that out where the program has none into the
# same language, unless the locale is an English one.
HEBREW = {"LC_ALL": "en_US.UTF-8", "LANGUAGE": "he"}

# How the window looks: its size, what its environment is, and how large its text is.
LOOKS = {
    "": (WIDE, {}, 1),
    "-dark": (WIDE, {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}, 1),
    "-narrow": (NARROW, {}, 1),
    "-narrow-dark": (NARROW, {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}, 1),
    "-rtl": (WIDE, HEBREW, 1),
    "-rtl-narrow": (NARROW, HEBREW, 1),
    "-large": (WIDE, {}, 1.5),
    "-large-narrow": (NARROW, {}, 1.5),
    "-contrast": (WIDE, {"ADW_DEBUG_HIGH_CONTRAST": "1"}, 1),
    "-contrast-dark": (WIDE, {"ADW_DEBUG_HIGH_CONTRAST": "1",
                              "ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}, 1),
}

# What README and metainfo show.
SHOWN = {"": ("create", "recording", "result")}


class Studio:
    """Takes a picture in one look, in a home folder of its own."""

    def __init__(self, folder, sample, look):
        self.folder = folder
        self.sample = sample
        self.look = look
        self.size, self.env, scale = LOOKS[look]
        subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER",
                        f"Xft.dpi:\t{96 * scale:.0f}\n"], check=True)
        self.home = tempfile.TemporaryDirectory()
        home = pathlib.Path(self.home.name)
        self.env = {**self.env, "XDG_DATA_HOME": str(home / "data"),
                    "XDG_CONFIG_HOME": str(home / "config"), "ADW_DISABLE_PORTAL": "1"}
        shutil.copytree(os.environ["XDG_CONFIG_HOME"], home / "config")
        (home / "config/glib-2.0/settings/keyfile").unlink(missing_ok=True)

    def fit(self, program):
        """Again, where the window was too wide for it before its layout was the narrow one."""
        window = program.window_id()
        size = "x".join(str(length + 2 * FRAME) for length in self.size)

        def fits():
            if "Geometry: " + size in driver.xdotool("getwindowgeometry", window):
                return True
            driver.xdotool("windowsize", window, *size.split("x"))
            return False
        driver.wait_for(fits, "the window's size")

    def open(self, *arguments, **env):
        program = Program(*arguments, env={**self.env, **env})
        self.fit(program)
        return program

    def open_sample(self, *arguments, **env):
        program = self.open(*arguments, self.sample, **env)
        program.button("Play Selection")
        self.fit(program)
        return program

    def take(self, program, scene):
        time.sleep(0.5)  # the last frame, after what was waited for
        target = self.folder / f"{scene}{self.look}.png"
        program.picture(target)
        subprocess.run(["mogrify", "-shave", f"{FRAME}x{FRAME}", "+repage", "-strip", "+dither",
                        "-colors", "256", str(target)], check=True)

    def welcome(self):
        program = self.open()
        program.button("Try Without an Account")
        self.take(program, "welcome")
        program.quit()

    def start(self):
        program = self.open("--practice")
        program.button("Choose File…")
        self.take(program, "start")
        program.quit()

    def recording(self):
        """Somebody reads the text that is shown, into the microphone of this desktop."""
        program = self.open("--practice")
        program.button("Record")
        speaking = subprocess.Popen(["paplay", "--device=micfeed", str(self.sample.with_suffix(".wav"))])
        program.press("Record")
        # Not one moment, which a busy machine may miss.
        clock = re.compile(r"0:(1[3-9]|[2-5]\d)\.\d")
        driver.wait_for(lambda: any(clock.fullmatch(driver.text_of(node) or "")
                                    for node in driver.tree(program.accessible)
                                    if driver.is_shown(node)), "13 seconds")
        self.take(program, "recording")
        speaking.terminate()
        speaking.wait(10)
        program.quit()

    def create(self):
        program = self.open_sample("--practice")
        program.set_text("Voice ID", "anna-reads-2026")
        program.set_switch(CONSENT)
        program.wait_label("Ready to clone")
        self.take(program, "create")
        program.quit()

    def form(self):
        """The rest of the form, which the first picture of it does not show."""
        program = self.open_sample("--practice")
        program.set_text("Voice ID", "anna-reads-2026")
        program.scroll_to(program.find("combo box", "Language"))
        self.take(program, "form")
        program.quit()

    def prompt(self):
        program = self.open_sample("--practice")
        program.set_switch("Prompt Clip")
        program.press("Take from Sample")
        program.wait_label("Taken from the sample")
        program.set_text("Transcript", "The kettle had just begun to sing when somebody knocked")
        program.wait_label("It must end in punctuation")
        program.scroll_to(program.button("Add Punctuation"))
        self.take(program, "prompt")
        program.quit()

    def result(self):
        program = self.open_sample("--practice")
        program.set_text("Voice ID", "anna-reads-2026")
        program.set_switch(CONSENT)
        program.press("Clone Voice")
        program.press("Play Preview")
        position, _ = [node for node in driver.tree(program.accessible) if driver.is_shown(node)
                       and re.fullmatch(r"\d:\d\d\.\d", driver.text_of(node) or "")][-2:]
        driver.wait_for(lambda: driver.text_of(position) > "0:02", "the sound")
        self.take(program, "result")
        program.quit()

    def clone_at_server(self, fault, words, scene):
        server = subprocess.Popen([os.environ["SOUNDALIKE_CLI"], "practice-server", "--fault", fault],
                                  stdout=subprocess.PIPE, text=True, env={**os.environ, **self.env})
        try:
            url = server.stdout.readline().strip()
            program = self.open_sample(MINIMAX_API_HOST=url, MINIMAX_API_KEY="a-key-of-somebody")
            program.set_switch(CONSENT)
            program.press("Clone Voice")
            program.wait_label(words)
            self.take(program, scene)
            program.quit()
        finally:
            server.terminate()
            server.wait(10)

    def job(self):
        """A job on a slow server, so that there is time for a picture."""
        self.clone_at_server("slow", "Step ", "job")

    def error(self):
        self.clone_at_server("bad-key", "Sample not uploaded", "error")

    def preferences(self):
        program = self.open("--practice")
        program.button("Choose File…")
        program.key("ctrl+comma")
        program.button("Check Key")
        if self.size == NARROW:
            self.fit(program)
        self.take(program, "preferences")
        program.quit()


SCENES = ("welcome", "start", "recording", "create", "form", "prompt", "job", "error", "result", "preferences")


def record(folder):
    sample = folder / "Interview with Anna.m4a"
    voice = sample.with_suffix(".wav")
    subprocess.run(["espeak-ng", "-s", "150", "-w", str(voice), SPEECH], check=True)
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(voice), "-ar", "48000", "-ac", "2",
                    str(sample)], check=True)
    return sample


def make_locale(folder):
    """For those who have it not installed."""
    subprocess.run(["localedef", "-i", "en_US", "-f", "UTF-8", str(folder / "en_US.UTF-8")], check=True)
    os.environ["LOCPATH"] = str(folder)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    looks = list(LOOKS) if sys.argv[2:] == ["all"] else sys.argv[2:]
    with tempfile.TemporaryDirectory() as temporary:
        sample = record(pathlib.Path(temporary))
        if any("rtl" in look for look in looks):
            make_locale(pathlib.Path(temporary))
        for look, scenes in ({look: SCENES for look in looks} if looks else SHOWN).items():
            for scene in scenes:
                getattr(Studio(folder, sample, look), scene)()


if __name__ == "__main__":
    main()
