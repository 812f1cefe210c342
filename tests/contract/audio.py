# SPDX-License-Identifier: GPL-3.0-or-later
"""Speech for the tests, made by espeak-ng and cut to length by sox and ffmpeg."""

import functools
import os
import subprocess
import tempfile

FOLDER = tempfile.TemporaryDirectory(prefix="soundalike-contract-")
SENTENCE = ("The kettle had just begun to sing when somebody knocked. It was the neighbour from the second floor, "
            "with flour on her sleeves and a question about the oven. Could we try it together? ")


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@functools.cache
def speech():
    """About a minute of speech, 44.1 kHz mono 16-bit."""
    path = os.path.join(FOLDER.name, "speech.wav")
    text = os.path.join(FOLDER.name, "speech.txt")
    with open(text, "w") as file:
        file.write(SENTENCE * 6)
    spoken = os.path.join(FOLDER.name, "spoken.wav")
    run("espeak-ng", "-v", "en", "-w", spoken, "-f", text)
    run("sox", spoken, "-r", "44100", "-b", "16", path)
    return path


@functools.cache
def wav(frames, rate=44100, name=None, channels=1):
    """Speech of exactly that many frames."""
    path = os.path.join(FOLDER.name, name or f"speech-{frames}-{rate}-{channels}.wav")
    run("sox", "-D", speech(), "-b", "16", path, "repeat", "5", "rate", rate, "channels", channels,
        "trim", "0", f"{frames}s")
    return path


@functools.cache
def encoded(ending, seconds, *options):
    path = os.path.join(FOLDER.name, f"encoded-{seconds}-{abs(hash(options))}.{ending}")
    run("ffmpeg", "-v", "error", "-y", "-i", wav(int(seconds * 44100)), *options, path)
    return path


def samples(path, start=None, frames=None):
    """The 16-bit samples of a sound file, as sox reads them."""
    effects = [] if start is None else ["trim", f"{start}s", f"{frames}s"]
    done = subprocess.run(["sox", path, "-t", "raw", "-e", "signed", "-b", "16", "-", *effects],
                          check=True, capture_output=True)
    return done.stdout
