#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the program in pairs with a named tool, and prints the ratios.

    bench.py BUILD [NAME…]      NAME: peaks, cut, upload, start, frames, sound, recorder

Without a name it measures all but the recorder, which takes a minute of real time. Each pair runs interleaved, as
whole processes; medians are compared. BENCH_ROUNDS says how many. It never fails for being slow.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import stage

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "7"))


class Report:
    """Prints rows as they come, and knows at the end what was reached."""

    def __init__(self):
        self.rows = 0
        self.missed = []

    def judge(self, title, reached, reach, by=""):
        """What stands at the end of a row."""
        self.rows += 1
        if reached:
            return f"(reach {reach}: reached)"
        self.missed.append(title.strip())
        return f"(reach {reach}: MISSED{by})"

    def say(self, title, ours, theirs, unit, rest):
        figures = [f"{figure:9.1f}" if figure is not None else " " * 9 for figure in (ours, theirs)]
        print(f"{title:38}{figures[0]}{figures[1]} {unit:4}{rest}", flush=True)

    def ratio(self, title, ours, theirs, unit, reach, rest=""):
        ratio = ours / theirs
        mark = self.judge(title, ratio <= reach, f"{reach:.2f}", f" by {ratio / reach:.2f}x")
        self.say(title, ours, theirs, unit, f"{ratio:6.2f}  {mark:32}{rest}")

    def growth(self, title, small, large, reach):
        mark = self.judge(title, large - small <= reach, f"{reach:.2f}")
        self.say(title, small, large, "MiB", f"{large - small:+6.2f}  {mark}")

    def limit(self, title, ours, unit, reach, rest=""):
        mark = self.judge(title, ours <= reach, f"{reach:g}")
        print(f"{title:38}{ours:9.2f}{'':10}{unit:12}{mark:32}{rest}", flush=True)

    def end(self, seconds):
        missed = f"; missed: {'; '.join(self.missed)}" if self.missed else ""
        print(f"== Measured in {seconds:.0f} s: {self.rows - len(self.missed)} of {self.rows} reached{missed}")


class Bench:
    def __init__(self, build, folder, report):
        self.build, self.folder, self.report = build, folder, report
        self.audio = None

    def program(self, *path):
        return os.path.join(self.build, "tests", *path)

    def path(self, name):
        return os.path.join(self.folder, name)

    def files(self):
        if self.audio is None:
            self.audio = stage.make_audio(self.folder)
        return self.audio

    def measure(self, command):
        """Seconds, the processors' seconds, and the peak memory in MiB of one whole process."""
        done = subprocess.run([self.program("bench", "measure"), *[str(part) for part in command]],
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"bench: {command} ended with {done.returncode}")
        seconds, cpu, kibibytes = map(float, done.stdout.split())
        return seconds, cpu, kibibytes / 1024

    def pair(self, title, ours, theirs, reach, rounds=ROUNDS):
        """Times two commands in turn, prints a row, and returns the memory that ours took."""
        results = ([], [])
        for _ in range(rounds + 1):
            for command, into in zip((ours, theirs), results):
                into.append(self.measure(command))
        mine, other = (runs[1:] for runs in results)    # the first round warms the cache
        wall, cpu = ([statistics.median(run[k] for run in runs) for runs in (mine, other)] for k in (0, 1))
        memory = max(run[2] for run in mine)
        self.report.ratio(title, wall[0] * 1000, wall[1] * 1000, "ms", reach,
                          f"processors {cpu[0] / cpu[1]:.2f}, {memory:.1f} MiB" if min(cpu) > 0.02 else f"{memory:.1f} MiB")
        return memory

    def peaks(self):
        memory = {}
        for minutes, ending, reach in ((5, "mp3", 1.2), (5, "wav", 0.9), (5, "m4a", 2.0), (60, "mp3", 1.25)):
            source = self.files()[minutes, ending]
            memory[minutes, ending] = self.pair(
                f"peaks + checks, {minutes} min {ending}", [self.program("bench", "analyse"), source],
                ["ffmpeg", "-v", "error", "-i", source, "-f", "null", "-"], reach, ROUNDS if minutes == 5 else 3)
        self.report.growth("  memory from 5 to 60 min of mp3", memory[5, "mp3"], memory[60, "mp3"], 5)

    def cut(self):
        reaches = {(5, "wav"): 0.85, (5, "mp3"): 1.05, (5, "m4a"): 1.2,
                   (60, "wav"): 1.4, (60, "mp3"): 1.2, (60, "m4a"): 1.3}
        for (minutes, ending), reach in reaches.items():
            start = 120 if minutes == 5 else 3540
            source = self.files()[minutes, "mp3"]
            self.pair(f"cut 30 s of {minutes} min mp3 to {ending}",
                      [self.program("bench", "cut"), source, start, start + 30, self.path("ours." + ending)],
                      ["ffmpeg", "-v", "error", "-y", "-ss", start, "-i", source, "-t", 30, self.path("theirs." + ending)],
                      reach)

    def upload(self):
        upload = self.program("bench", "upload")
        sink = stage.Sink()
        small, large = (self.path(name) for name in ("small.bin", "large.bin"))
        for path, size in ((small, 1000), (large, 20_000_000)):
            with open(path, "wb") as file:
                file.write(os.urandom(size))
        self.pair("upload 20 MB", [upload, sink.url, large],
                  ["curl", "-s", "-F", "purpose=t2a_async_input", "-F", f"file=@{large}", sink.url + "/v1/files/upload"], 3)
        cli = [os.path.join(self.build, "src", "cli", "soundalike-cli"), "--base-url", sink.url, "upload",
               "--purpose", "t2a_async_input"]
        for title, command in (("  memory from 1 kB to 20 MB", [upload, sink.url]), ("  the same, soundalike-cli", cli)):
            peaks = [statistics.median(self.measure([*command, path])[2] for _ in range(ROUNDS)) for path in (small, large)]
            self.report.growth(title, *peaks, 1)

    def start(self):
        """Until the window is painted, with header bar and strip; the form comes with the second frame."""
        window = os.path.join(self.build, "src", "ui", "soundalike")
        commands = {"practice": [window, "--practice"], "first": [window], "empty": [self.program("bench", "empty-window")]}
        results = {name: [] for name in commands}
        with stage.display(self.build, self.folder) as environment:
            for _ in range(ROUNDS + 1):
                for name, command in commands.items():
                    done = subprocess.run(["dbus-run-session", "--", self.program("bench", "painted"), *command],
                                          env=environment, check=True, capture_output=True, text=True)
                    # What the bus starts may print as well.
                    line = next(line for line in done.stdout.splitlines() if line[:1].isdigit())
                    results[name].append([float(word) for word in line.split()])
        painted, cpu, rest, _, memory = (
            [statistics.median(run[k] for run in runs[1:]) for runs in results.values()] for k in range(5))
        self.report.ratio("start to painted window", painted[0], painted[2], "ms", 1.4,
                          f"processors {cpu[0] / cpu[2]:.2f}, {memory[0]:.1f} MiB")
        self.report.say("  to the whole form, at rest", rest[0], None, "ms", "")
        self.report.say("  the first start, to its welcome", painted[1], painted[2], "ms", f"{painted[1] / painted[2]:6.2f}")

    def frames(self):
        """The clip editor's timeline, 1200x200, with two hours in it: no other program to compare with."""
        runs = []
        with stage.display(self.build, self.folder) as environment:
            for _ in range(3):
                done = subprocess.run(["dbus-run-session", "--", self.program("bench", "frames")], env=environment,
                                      check=True, capture_output=True, text=True)
                runs.append([line.split() for line in done.stdout.splitlines()])
        for lines in zip(*runs):
            # What else runs on the machine only adds to a frame.
            median, late, cpu, late_cpu = (min(map(float, column)) for column in list(zip(*lines))[1:])
            title = f"frame of 2 h, {lines[0][0]}"
            mark = self.report.judge(title, median <= 2 and late <= 4, "2 and 4")
            print(f"{title:38}{median:9.2f}{late:9.2f} ms   median, 95th  {mark}  processor {cpu:.2f} and {late_cpu:.2f}",
                  flush=True)

    def first_sound(self, environment, command):
        """Milliseconds until the speakers get something from a program that is started."""
        listener = ["parec", "--device=speakers.monitor", "--raw", "--format=s16le", "--rate=48000", "--channels=1",
                    "--latency-msec=5"]
        with stage.server(listener, env=environment, stdout=subprocess.PIPE) as ear:
            os.read(ear.stdout.fileno(), 4096)
            start = time.monotonic()
            with stage.server(command, env=environment):
                while not any(os.read(ear.stdout.fileno(), 4096)):
                    if time.monotonic() - start > 10:
                        raise SystemExit(f"bench: {command} is not heard")
                return (time.monotonic() - start) * 1000

    def sound(self):
        if not stage.have("gst-play-1.0", "first sound to compare with"):
            return
        tone = self.path("tone.mp3")
        stage.run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=440:duration=10", "-b:a", "128k", tone)
        commands = ([self.program("bench", "play"), tone], ["gst-play-1.0", "--no-interactive", tone])
        with stage.sound(self.build, self.folder) as environment:
            rounds = [[self.first_sound(environment, command) for command in commands] for _ in range(2 * ROUNDS + 1)]
        ours, theirs = (statistics.median(column) for column in zip(*rounds[1:]))
        self.report.ratio("first sound of a preview", ours, theirs, "ms", 1.5)

    def recorder(self, seconds=60):
        """A take in real time: processor and memory, from the moment that sound comes in."""
        noise = self.path("noise.wav")
        stage.run("sox", "-n", "-r", 48000, "-c", 1, "-b", 16, noise, "synth", seconds + 30, "pinknoise", "gain", -20)
        with stage.sound(self.build, self.folder) as environment, \
                stage.server(["paplay", "--device=micfeed", noise], env=environment):
            done = subprocess.run([self.program("audio", "record-take"), self.folder, str(seconds)], env=environment,
                                  check=True, capture_output=True, text=True, timeout=2 * seconds)
        lines = [[float(word) for word in line.split()] for line in done.stdout.splitlines() if line[:1].isdigit()]
        first, warm, last = (next(line for line in lines if line[0] >= begin) for begin in (5, 20, seconds - 0.5))
        self.report.limit("recorder, processor", 100 * (last[1] - first[1]) / (last[0] - first[0]), "% of a core", 8)
        self.report.limit("  its memory from 20 s to the end", (last[2] - warm[2]) / 1024, "MiB more", 1)
        dropped = done.stdout.split()[-1]
        self.report.say("  frames that were lost", float(dropped), None, "", "")


NAMES = ("peaks", "cut", "upload", "start", "frames", "sound", "recorder")


def main():
    build, names = sys.argv[1], sys.argv[2:] or NAMES[:-1]
    for name in names:
        if name not in NAMES:
            raise SystemExit(f"bench: there is no {name}: only {', '.join(NAMES)}")
    began = time.monotonic()
    report = Report()
    if os.getloadavg()[0] > os.cpu_count() / 2:
        print(f"This machine is busy (load {os.getloadavg()[0]:.1f}): what follows is rough.")
    print(f"{'':42} ours   theirs      ratio   (medians of {ROUNDS} interleaved rounds)")
    folder = tempfile.mkdtemp(prefix="soundalike-bench-")
    try:
        bench = Bench(build, folder, report)
        for name in names:
            getattr(bench, name)()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report.end(time.monotonic() - began)
    return 0


if __name__ == "__main__":
    sys.exit(main())
