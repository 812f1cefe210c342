#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a command on a computer whose network ends at itself, where MiniMax's hosts are local ones.

hosts.py COMMAND [ARGUMENT...]

The command gets a network and mounts of its own: there api.minimax.io is 127.0.0.2, api.minimaxi.com is
127.0.0.3, and $HOSTS_FOLDER/hosts.pem is a certificate for both that the system trusts. The program under
test is the one that users get. Exit status: the command's; 77 where such a place cannot be made.
"""

import fcntl
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile

HOSTS = {"api.minimax.io": "127.0.0.2", "api.minimaxi.com": "127.0.0.3"}
TRUSTED = "/etc/ssl/certs/ca-certificates.crt"
NEW_PLACE = ["unshare", "--user", "--map-root-user", "--mount", "--net"]

SIOCGIFFLAGS = 0x8913
SIOCSIFFLAGS = 0x8914
SIOCSIFADDR = 0x8916
IFF_UP = 1


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def make_certificates(folder):
    """An authority, and a certificate by it for all hosts, valid for a day."""
    names = ",".join("DNS:" + host for host in HOSTS)
    (folder / "extensions").write_text(f"subjectAltName={names}\n")
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", 1, "-subj", "/CN=Test authority",
            "-keyout", folder / "authority.key", "-out", folder / "authority.pem")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Test host",
            "-keyout", folder / "host.key", "-out", folder / "host.csr")
    openssl("x509", "-req", "-days", 1, "-in", folder / "host.csr", "-CA", folder / "authority.pem",
            "-CAkey", folder / "authority.key", "-CAcreateserial", "-extfile", folder / "extensions",
            "-out", folder / "host.pem")
    (folder / "hosts.pem").write_text((folder / "host.key").read_text()
                                      + (folder / "host.pem").read_text())
    (folder / "hosts").write_text("127.0.0.1 localhost\n" + "".join(
        f"{address} {host}\n" for host, address in HOSTS.items()))


def raise_loopback():
    """Also gives it an address that does not look like one: without, no name is looked up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh22x", b"lo", 0)
        flags, = struct.unpack_from("h", fcntl.ioctl(any_socket, SIOCGIFFLAGS, request), 16)
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", flags | IFF_UP))
        fcntl.ioctl(any_socket, SIOCSIFADDR,
                    struct.pack("16sHH4s16x", b"lo:1", socket.AF_INET, 0,
                                socket.inet_aton("192.0.2.1")))


def run_inside(folder, command):
    raise_loopback()
    subprocess.run(["mount", "--bind", str(folder / "hosts"), "/etc/hosts"], check=True)
    subprocess.run(["mount", "--bind", str(folder / "authority.pem"), TRUSTED], check=True)
    os.execvpe(command[0], command, {**os.environ, "HOSTS_FOLDER": str(folder)})


def main():
    if sys.argv[1] == "--inside":
        run_inside(pathlib.Path(sys.argv[2]), sys.argv[3:])

    missing = [program for program in ("unshare", "openssl", "mount") if not shutil.which(program)]
    if missing or not os.path.exists(TRUSTED):
        print("not installed: " + ", ".join(missing or [TRUSTED]), file=sys.stderr)
        return 77
    if subprocess.run([*NEW_PLACE, "true"], capture_output=True, check=False).returncode != 0:
        print("no network of one's own can be had here", file=sys.stderr)
        return 77

    with tempfile.TemporaryDirectory(prefix="soundalike-hosts-") as folder:
        make_certificates(pathlib.Path(folder))
        return subprocess.run([*NEW_PLACE, sys.executable, __file__, "--inside", folder,
                               *sys.argv[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
