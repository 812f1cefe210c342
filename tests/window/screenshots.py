#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the pictures of data/screenshots/ from the real window.

Run it on a desktop of its own:

    SOUNDALIKE=build/src/ui/soundalike SOUNDALIKE_CLI=build/src/cli/soundalike-cli \\
        tests/window/desktop.py tests/window/screenshots.py data/screenshots
"""

import os
import pathlib
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

# Without a settings daemon the window draws a frame of its own, which no user sees.
FRAME = 5


def record(folder):
    voice = folder / "voice.wav"
    sample = folder / "Interview with Anna.m4a"
    subprocess.run(["espeak-ng", "-s", "150", "-w", str(voice), SPEECH], check=True)
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(voice), "-ar", "48000", "-ac", "2",
                    str(sample)], check=True)
    return sample


def take(program, target):
    time.sleep(0.4)  # the last frame, after what was waited for
    program.picture(target)
    subprocess.run(["mogrify", "-shave", f"{FRAME}x{FRAME}", "+repage", "-strip", "+dither", "-colors", "256",
                    str(target)], check=True)


def take_all(folder, sample, suffix, width, height, **env):
    with tempfile.TemporaryDirectory() as home:
        env["XDG_DATA_HOME"] = home
        program = Program("--practice", env=env)
        program.button("Choose File…")
        program.resize(width + 2 * FRAME, height + 2 * FRAME)
        take(program, folder / f"start{suffix}.png")
        program.quit()

        program = Program("--practice", sample, env=env)
        program.button("Play Selection")
        program.resize(width + 2 * FRAME, height + 2 * FRAME)
        program.set_text("Voice ID", "anna-reads-2026")
        program.set_switch("I have the right to clone this voice")
        program.wait_label("Ready to clone")
        take(program, folder / f"create{suffix}.png")
        program.press("Clone Voice")
        program.press("Play Preview")
        driver.wait_for(lambda: program.has_label("0:02."), "the sound")
        take(program, folder / f"result{suffix}.png")
        program.quit()
        take_job(folder / f"job{suffix}.png", sample, width, height, env)


def take_job(target, sample, width, height, env):
    """A job on a slow server, so that there is time for a picture."""
    server = subprocess.Popen([os.environ["SOUNDALIKE_CLI"], "practice-server", "--fault", "slow"],
                              stdout=subprocess.PIPE, text=True, env={**os.environ, **env})
    try:
        url = server.stdout.readline().strip()
        program = Program(sample, env={**env, "MINIMAX_API_HOST": url})
        program.button("Play Selection")
        program.resize(width + 2 * FRAME, height + 2 * FRAME)
        program.set_switch("I have the right to clone this voice")
        program.press("Clone Voice")
        program.wait_label("Step ")
        take(program, target)
        program.quit()
    finally:
        server.terminate()
        server.wait(10)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["ADW_DISABLE_PORTAL"] = "1"
    with tempfile.TemporaryDirectory() as temporary:
        sample = record(pathlib.Path(temporary))
        take_all(folder, sample, "", 900, 720)
        take_all(folder, sample, "-dark", 900, 720, ADW_DEBUG_COLOR_SCHEME="prefer-dark")
        take_all(folder, sample, "-narrow", 360, 640)


if __name__ == "__main__":
    main()
