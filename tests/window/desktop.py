#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command on a desktop of its own, without a screen.

desktop.py [--keep FOLDER] COMMAND [ARGUMENT...]

The command gets a display, a window manager, a compositor, a session bus with accessibility
switched on, and a sound server whose speakers are a sink named "speakers", and whose microphones
"mic" (the default) and "mic2" hear what is played to the sinks "micfeed" and "micfeed2". Nothing of
the real desktop or home folder is touched. Exit status: the command's; 77 where a program is missing.
"""

import argparse
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

NEEDED = ["Xvfb", "openbox", "xcompmgr", "xprop", "xdotool", "dbus-daemon", "gdbus", "pulseaudio",
          "pactl", "parec"]

# Fixed here, because there is no settings daemon; animations are off, so that what is looked at
# stands still.
GTK_SETTINGS = """[Settings]
gtk-font-name=Cantarell {points}
gtk-enable-animations=0
gtk-xft-antialias=1
gtk-xft-hinting=1
gtk-xft-hintstyle=hintslight
gtk-xft-rgba=none
gtk-decoration-layout=:close
{more}
"""

# With rewinds, a null sink works off two seconds at a time: no microphone is as slow.
SOUND_SERVER = """load-module module-native-protocol-unix
load-module module-null-sink sink_name=speakers rate=48000 sink_properties=device.description=Speakers
load-module module-null-sink sink_name=micfeed rate=48000 norewinds=1
load-module module-null-sink sink_name=micfeed2 rate=48000 norewinds=1
load-module module-remap-source source_name=mic master=micfeed.monitor source_properties=device.description=Lab_Microphone
load-module module-remap-source source_name=mic2 master=micfeed2.monitor source_properties=device.description=Second_Microphone
set-default-sink speakers
set-default-source mic
"""

# Only accessibility may be started by the bus: a keyring that asks for its password would block.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={run}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

# With the settings that come with it, a wheel or a key beside the window changes to another desktop,
# where the window is not.
WINDOW_MANAGER = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <desktops><number>1</number></desktops>
  <focus><focusNew>yes</focusNew></focus>
  <keyboard/>
  <mouse>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
    </context>
  </mouse>
</openbox_config>
"""

SERVICE_FOLDERS = ["/usr/share/dbus-1/services", "/usr/local/share/dbus-1/services"]


class Desktop:
    """Everything that is started, stopped in the opposite order."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.processes = []
        self.env = self.make_environment()

    def make_environment(self):
        env = {name: value for name, value in os.environ.items()
               if name not in ("DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "WAYLAND_DISPLAY",
                               "PULSE_SERVER", "DISPLAY", "NO_AT_BRIDGE", "MINIMAX_API_KEY",
                               "MINIMAX_API_HOST")}
        home = self.folder / "home"
        env.update({
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_DATA_HOME": str(home / ".local/share"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_STATE_HOME": str(home / ".local/state"),
            "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo",
            "GTK_A11Y": "atspi",
            "GSETTINGS_BACKEND": "keyfile",
            "GIO_USE_VFS": "local",
            "LC_ALL": os.environ.get("LC_ALL") or "C.UTF-8",
        })
        for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            pathlib.Path(env[name]).mkdir(parents=True, exist_ok=True)
        os.chmod(env["XDG_RUNTIME_DIR"], 0o700)
        settings = pathlib.Path(env["XDG_CONFIG_HOME"]) / "gtk-4.0/settings.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text(GTK_SETTINGS.format(points=env.get("DESKTOP_FONT_SIZE", "11"),
                                                more=env.get("DESKTOP_GTK_SETTINGS", "")))
        return env

    def start(self, name, *command, **options):
        log = open(self.folder / (name + ".log"), "wb")
        process = subprocess.Popen(command, env=self.env, stdin=subprocess.DEVNULL,
                                   stdout=options.pop("stdout", log), stderr=log, **options)
        log.close()
        self.processes.append(process)
        return process

    def wait_for(self, what, *command):
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            result = subprocess.run(command, env=self.env, capture_output=True, text=True,
                                    check=False)
            if result.returncode == 0 and what in result.stdout:
                return
            time.sleep(0.05)
        raise RuntimeError("gave up waiting for: " + " ".join(command))

    def start_reading_a_line(self, name, *command, pipe):
        """Starts a program that writes one line to the descriptor it is told."""
        reading, writing = os.pipe()
        arguments = [part.format(fd=writing) for part in command]
        self.start(name, *arguments, pass_fds=[writing], **pipe)
        os.close(writing)
        with os.fdopen(reading) as line:
            return line.readline().strip()

    def start_display(self):
        size = self.env.get("DESKTOP_SIZE", "1280x900x24")
        number = self.start_reading_a_line(
            "display", "Xvfb", "-displayfd", "{fd}", "-screen", "0", size, "-dpi", self.env.get("DESKTOP_DPI", "96"),
            "-nolisten", "tcp", "-noreset", pipe={})
        self.env["DISPLAY"] = ":" + number
        config = self.folder / "window-manager.xml"
        config.write_text(WINDOW_MANAGER)
        self.start("window-manager", "openbox", "--sm-disable", "--config-file", str(config))
        self.wait_for("window id", "xprop", "-root", "_NET_SUPPORTING_WM_CHECK")
        self.start("compositor", "xcompmgr")

    def start_bus(self):
        services = self.folder / "services"
        services.mkdir()
        for folder in SERVICE_FOLDERS:
            for file in pathlib.Path(folder).glob("org.a11y.*.service"):
                shutil.copy(file, services)
        config = self.folder / "bus.conf"
        config.write_text(BUS.format(run=self.env["XDG_RUNTIME_DIR"], services=services))
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.start_reading_a_line(
            "bus", "dbus-daemon", "--nofork", "--config-file=" + str(config),
            "--print-address={fd}", pipe={})
        bus = ["gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus"]
        self.wait_for("unix:", *bus, "--method", "org.a11y.Bus.GetAddress")
        self.wait_for("()", *bus, "--method", "org.freedesktop.DBus.Properties.Set",
                      "org.a11y.Status", "IsEnabled", "<true>")

    def start_sound(self):
        script = self.folder / "sound.pa"
        script.write_text(SOUND_SERVER)
        # Before all else, where one may: sound that comes late is lost.
        command = ["nice", "-n", "-10", "pulseaudio", "-n", "-F", str(script), "--daemonize=no", "--exit-idle-time=-1",
                   "--use-pid-file=no", "--disallow-exit", "--log-target=stderr"]
        server = self.start("sound", *command)
        # For a test that ends it and starts it again.
        self.env["DESKTOP_SOUND_PID"] = str(server.pid)
        self.env["DESKTOP_SOUND_COMMAND"] = shlex.join(command)
        self.wait_for("speakers", "pactl", "list", "short", "sinks")

    def run(self, command):
        process = subprocess.Popen(command, env=self.env)
        self.processes.append(process)
        return process.wait()

    def stop(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", metavar="FOLDER", help="keep home folder and logs in FOLDER")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()

    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing:
        print("not installed: " + ", ".join(missing), file=sys.stderr)
        return 77

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = options.keep or tempfile.mkdtemp(prefix="soundalike-desktop-")
    desktop = Desktop(os.path.abspath(folder))
    try:
        desktop.start_display()
        desktop.start_bus()
        desktop.start_sound()
        return desktop.run(options.command)
    finally:
        desktop.stop()
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
