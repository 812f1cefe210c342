# SPDX-License-Identifier: GPL-3.0-or-later
"""What the measured programs need around them: sound files, a display, a sound server, a web server."""

import contextlib
import os
import shutil
import socket
import subprocess
import threading
import time

QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
SPEECH = "The kettle had just begun to sing when somebody knocked, and it was the neighbour. "


def run(*command):
    subprocess.run([str(part) for part in command], check=True, **QUIET)


def make_audio(folder):
    """Five minutes of speech in each format, and sixty as mp3, by minutes and ending."""
    made = {(5, ending): os.path.join(folder, f"5.{ending}") for ending in ("wav", "mp3", "m4a")}
    made[60, "mp3"] = os.path.join(folder, "60.mp3")
    spoken, text, pieces = (os.path.join(folder, name) for name in ("spoken.wav", "speech.txt", "pieces.txt"))
    with open(text, "w") as file:
        file.write(SPEECH * 20)
    with open(pieces, "w") as file:
        file.write("file '5.mp3'\n" * 12)
    run("espeak-ng", "-w", spoken, "-f", text)
    run("sox", spoken, "-r", 44100, "-c", 2, "-b", 16, made[5, "wav"], "repeat", 40, "trim", 0, 300)
    for ending in ("mp3", "m4a"):
        run("ffmpeg", "-v", "error", "-i", made[5, "wav"], "-b:a", "128k", made[5, ending])
    # An hour is long to encode, and it is the same sound.
    run("ffmpeg", "-v", "error", "-f", "concat", "-i", pieces, "-c", "copy", made[60, "mp3"])
    return made


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


@contextlib.contextmanager
def server(command, **options):
    """Something that runs meanwhile."""
    process = subprocess.Popen(command, **{**QUIET, **options})
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def environment(build, folder):
    """For a program that finds nothing of the user's."""
    result = {**os.environ, "HOME": folder, "XDG_RUNTIME_DIR": folder,
              "GSETTINGS_SCHEMA_DIR": os.path.join(build, "data")}
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MINIMAX_API_KEY", "MINIMAX_API_HOST", "PULSE_SERVER"):
        result.pop(name, None)
    return result


@contextlib.contextmanager
def display(build, folder):
    """A display of its own, and the environment for a program on it."""
    read, write = os.pipe()
    with server(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"], pass_fds=[write]):
        number = ":" + os.read(read, 16).decode().strip()
        yield {**environment(build, folder), "DISPLAY": number, "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo",
               "GTK_A11Y": "none"}


@contextlib.contextmanager
def sound(build, folder):
    """A sound server of its own, with speakers and a microphone, and the environment for a program that uses it."""
    address = os.path.join(folder, "sound")
    script = os.path.join(folder, "sound.pa")
    with open(script, "w") as file:
        file.write(f"load-module module-native-protocol-unix socket={address} auth-anonymous=1\n"
                   "load-module module-null-sink sink_name=speakers rate=48000 norewinds=1\n"
                   "load-module module-null-sink sink_name=micfeed rate=48000 norewinds=1\n"
                   "load-module module-remap-source source_name=mic master=micfeed.monitor\n"
                   "set-default-sink speakers\nset-default-source mic\n")
    own = environment(build, folder)
    with server(["pulseaudio", "-n", "-F", script, "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"], env=own):
        own["PULSE_SERVER"] = "unix:" + address
        deadline = time.monotonic() + 10
        while subprocess.run(["pactl", "info"], env=own, **QUIET).returncode != 0:
            if time.monotonic() > deadline:
                raise SystemExit("bench: the sound server does not start")
            time.sleep(0.02)
        yield own


def have(program, why):
    """Whether a program that is not needed for anything else is there."""
    if shutil.which(program) is not None:
        return True
    print(f"{program} is not installed: no {why}", flush=True)
    return False
