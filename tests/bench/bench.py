#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures what CONTRIBUTING.md promises, in pairs with a named tool, and prints the ratios.

    bench.py BUILD [NAME…]      NAME: peaks, cut, upload, start, frames

Each pair runs interleaved, as whole processes; medians are compared. It never fails for being slow.
"""

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading

MEASURE = os.path.join(sys.argv[1], "tests", "bench", "measure")
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "7"))
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def measure(command):
    """Seconds and peak memory in MiB of one whole process."""
    done = subprocess.run([MEASURE, *[str(part) for part in command]], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"bench: {command} ended with {done.returncode}")
    seconds, kibibytes = done.stdout.split()
    return float(seconds), int(kibibytes) / 1024


def pair(title, ours, theirs, reach, rounds=ROUNDS):
    """Times two commands in turn and prints one row."""
    results = ([], [])
    for _ in range(rounds + 1):
        for command, into in zip((ours, theirs), results):
            into.append(measure(command))
    mine, other = ([run for run in runs[1:]] for runs in results)   # the first round warms the cache
    my_time, their_time = (statistics.median(run[0] for run in runs) for runs in (mine, other))
    row(title, my_time * 1000, their_time * 1000, "ms", reach, max(run[1] for run in mine))
    return max(run[1] for run in mine)


def row(title, ours, theirs, unit, reach, memory=None):
    ratio = ours / theirs
    mark = "reached" if ratio <= reach else f"MISSED by {ratio / reach:.2f}x"
    rest = f"  {memory:6.1f} MiB" if memory else ""
    print(f"{title:34} {ours:8.1f} {theirs:8.1f} {unit}  {ratio:5.2f}  (reach {reach:.2f}: {mark}){rest}", flush=True)


def growth(title, small, large, reach):
    mark = "reached" if large - small <= reach else "MISSED"
    print(f"{title:34} {small:8.1f} {large:8.1f} MiB  {large - small:+.2f}  (reach {reach:.2f}: {mark})", flush=True)


def make_audio(folder):
    """Five minutes of speech in each format, and sixty as wav and mp3."""
    text = os.path.join(folder, "speech.txt")
    with open(text, "w") as file:
        file.write("The kettle had just begun to sing when somebody knocked, and it was the neighbour. " * 70)
    spoken = os.path.join(folder, "spoken.wav")
    subprocess.run(["espeak-ng", "-w", spoken, "-f", text], check=True, **QUIET)
    made = {}
    for minutes in (5, 60):
        wav = os.path.join(folder, f"{minutes}.wav")
        subprocess.run(["sox", spoken, "-r", "44100", "-c", "2", "-b", "16", wav, "repeat", "40",
                        "trim", "0", str(minutes * 60)], check=True, **QUIET)
        made[minutes, "wav"] = wav
        for ending in ("mp3", "m4a") if minutes == 5 else ("mp3",):
            made[minutes, ending] = os.path.join(folder, f"{minutes}.{ending}")
            subprocess.run(["ffmpeg", "-v", "error", "-i", wav, "-b:a", "128k", made[minutes, ending]], check=True, **QUIET)
    return made


def bench_peaks(build, folder, files):
    analyse = os.path.join(build, "tests", "bench", "analyse")
    memory = {}
    for minutes, ending, reach in ((5, "mp3", 1.2), (5, "wav", 0.9), (5, "m4a", 2.0), (60, "mp3", 1.25)):
        source = files[minutes, ending]
        rounds = ROUNDS if minutes == 5 else 3
        memory[minutes, ending] = pair(f"peaks + checks, {minutes} min {ending}", [analyse, source],
                                       ["ffmpeg", "-v", "error", "-i", source, "-f", "null", "-"], reach, rounds)
    growth("  memory from 5 to 60 min of mp3", memory[5, "mp3"], memory[60, "mp3"], 5)


def bench_cut(build, folder, files):
    cut = os.path.join(build, "tests", "bench", "cut")
    reaches = {(5, "wav"): 0.85, (5, "mp3"): 1.05, (5, "m4a"): 1.2, (60, "wav"): 1.4, (60, "mp3"): 1.2, (60, "m4a"): 1.3}
    for (minutes, ending), reach in reaches.items():
        start = 120 if minutes == 5 else 3540
        source = files[minutes, "mp3"]
        ours, theirs = (os.path.join(folder, f"{who}.{ending}") for who in ("ours", "theirs"))
        pair(f"cut 30 s of {minutes} min mp3 to {ending}", [cut, source, start, start + 30, ours],
             ["ffmpeg", "-v", "error", "-y", "-ss", start, "-i", source, "-t", 30, theirs], reach)


class Sink:
    """Reads one request after another as fast as it comes and answers with a file object."""

    ANSWER = (b'{"file":{"file_id":1,"bytes":1,"created_at":1,"filename":"x","purpose":"t2a_async_input"},'
              b'"base_resp":{"status_code":0,"status_msg":"success"}}')

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        buffer = bytearray(1 << 20)
        while True:
            connection, _ = self.listener.accept()
            with connection:
                head = b""
                while b"\r\n\r\n" not in head:
                    head += connection.recv(65536)
                head, _, body = head.partition(b"\r\n\r\n")
                if b"100-continue" in head.lower():
                    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                left = length - len(body)
                while left > 0:
                    left -= connection.recv_into(buffer)
                connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n"
                                   b"Content-Length: %d\r\n\r\n" % len(self.ANSWER) + self.ANSWER)


def bench_upload(build, folder, files):
    upload = os.path.join(build, "tests", "bench", "upload")
    sink = Sink()
    small, large = (os.path.join(folder, name) for name in ("small.bin", "large.bin"))
    for path, size in ((small, 1000), (large, 20_000_000)):
        with open(path, "wb") as file:
            file.write(os.urandom(size))
    memory = pair("upload 20 MB", [upload, sink.url, large],
                  ["curl", "-s", "-F", "purpose=t2a_async_input", "-F", f"file=@{large}", sink.url + "/v1/files/upload"], 3)
    growth("  memory from 1 kB to 20 MB", max(measure([upload, sink.url, small])[1] for _ in range(ROUNDS)), memory, 1)
    cli = [os.path.join(build, "src", "cli", "soundalike-cli"), "--base-url", sink.url, "upload"]
    peaks = [max(measure([*cli, path, "--purpose", "t2a_async_input"])[1] for _ in range(ROUNDS)) for path in (small, large)]
    growth("  the same, soundalike-cli", *peaks, 1)


@contextlib.contextmanager
def display(build, folder):
    """A display of its own, and the environment for a program on it."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
                              pass_fds=[write], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        number = ":" + os.read(read, 16).decode().strip()
        environment = {**os.environ, "DISPLAY": number, "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "HOME": folder,
                       "GSETTINGS_SCHEMA_DIR": os.path.join(build, "data"), "GTK_A11Y": "none"}
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MINIMAX_API_KEY", "MINIMAX_API_HOST"):
            environment.pop(name, None)
        yield environment
    finally:
        server.terminate()
        server.wait()


def bench_start(build, folder, files):
    painted, empty = (os.path.join(build, "tests", "bench", name) for name in ("painted", "empty-window"))
    window = os.path.join(build, "src", "ui", "soundalike")
    with display(build, folder) as environment:
        results = ([], [])
        for _ in range(ROUNDS + 1):
            for command, into in zip(([window, "--practice"], [empty]), results):
                done = subprocess.run(["dbus-run-session", "--", painted, *command], env=environment, check=True,
                                      capture_output=True, text=True)
                into.append([float(word) for word in done.stdout.split()])
        ours, theirs = ([statistics.median(run[k] for run in runs[1:]) for k in (0, 1)] for runs in results)
        row("start to painted window", ours[0], theirs[0], "ms", 1.4, ours[1])


def bench_frames(build, folder, files):
    """The clip editor's timeline, 1200x200, with two hours in it: no other program to compare with."""
    program = os.path.join(build, "tests", "bench", "frames")
    with display(build, folder) as environment:
        done = subprocess.run(["dbus-run-session", "--", program], env=environment, check=True, capture_output=True, text=True)
    for line in done.stdout.splitlines():
        act, *figures = line.split()
        median, late, cpu, late_cpu = map(float, figures)
        mark = "reached" if median <= 2 and late <= 4 else "MISSED"
        print(f"{'frame, ' + act:34} {median:8.2f} {late:8.2f} ms  median, 95th percentile  (reach 2 and 4: {mark}); "
              f"processor alone {cpu:.2f} and {late_cpu:.2f}", flush=True)


BENCHES = {"peaks": bench_peaks, "cut": bench_cut, "upload": bench_upload, "start": bench_start, "frames": bench_frames}


def main():
    build, names = sys.argv[1], sys.argv[2:] or list(BENCHES)
    print(f"{'':34} {'ours':>8} {'theirs':>8}      ratio   (medians of {ROUNDS} interleaved rounds)")
    folder = tempfile.mkdtemp(prefix="soundalike-bench-")
    try:
        files = make_audio(folder) if {"peaks", "cut"} & set(names) else {}
        for name in names:
            BENCHES[name](build, folder, files)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
