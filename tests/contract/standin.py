# SPDX-License-Identifier: GPL-3.0-or-later
"""A strict stand-in for the voice service, written from its documents alone.

It shares no code with the program. Whatever a request does that the documents
do not allow is noted in `complaints`, which every test asserts to be empty.
"""

import json
import re
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PURPOSES = ("voice_clone", "prompt_audio", "t2a_async_input", "video_understanding")
MODELS = tuple(f"speech-{series}-{kind}" for series in ("2.8", "2.6", "02", "01") for kind in ("hd", "turbo"))
FIELDS = {
    "file_id": int, "voice_id": str, "clone_prompt": dict, "text": str, "model": str, "language_boost": str,
    "need_noise_reduction": bool, "need_volume_normalization": bool,
}
MAX_BYTES = 20_000_000


class Upload:
    """One file as it arrived, byte for byte."""

    def __init__(self, file_id, purpose, filename, media_type, content):
        self.file_id, self.purpose, self.filename = file_id, purpose, filename
        self.media_type, self.content = media_type, content


class Answer:
    """What to answer instead of the ordinary thing. `action`, when given, gets the
    handler and does all by itself (resetting the connection, for one)."""

    def __init__(self, status=200, body=None, headers=None, action=None):
        self.status, self.headers, self.action = status, headers or {}, action
        self.body = json.dumps(body).encode() if isinstance(body, (dict, list)) else body or b""


def refusal(code, message="refused", trace="trace-of-refusal"):
    return Answer(body={"base_resp": {"status_code": code, "status_msg": message}}, headers={"Trace-Id": trace})


def reset(handler):
    """Ends the connection with a reset and no answer."""
    linger = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()


def silence(handler):
    """Says nothing until the client has gone."""
    handler.connection.settimeout(20)
    try:
        handler.connection.recv(1)
    except OSError:
        pass


class StandIn:
    def __init__(self, key="secret-key", prefix="", preview=b""):
        self.key, self.prefix, self.preview = key, prefix, preview
        self.next_id = 9223372036854770001
        self.uploads, self.clones, self.requests, self.complaints = [], [], [], []
        self.scripted = {"upload": [], "clone": [], "preview": []}
        self.clone_extra = {}
        self.lock = threading.Lock()
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args):
                pass

            def do_POST(self):
                stand_in.post(self)

            def do_GET(self):
                stand_in.get(self)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()
        self.root = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.base_url = self.root + prefix

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def script(self, endpoint, *answers):
        self.scripted[endpoint].extend(answers)

    def complain(self, sentence):
        self.complaints.append(sentence)

    # -- one request -------------------------------------------------------

    def send(self, handler, answer):
        if answer.action:
            answer.action(handler)
            handler.close_connection = True
            return
        handler.send_response(answer.status)
        headers = {"Content-Type": "application/json", "Trace-Id": "trace-0001", **answer.headers}
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(answer.body)))
        handler.end_headers()
        handler.wfile.write(answer.body)

    def post(self, handler):
        with self.lock:
            self.requests.append(("POST", handler.path, dict(handler.headers.items())))
        length = handler.headers.get("Content-Length")
        if length is None or handler.headers.get("Transfer-Encoding"):
            self.complain("a body without Content-Length")
            return self.send(handler, Answer(411))
        body = handler.rfile.read(int(length))
        self.check_headers(handler)
        endpoints = {"/v1/files/upload": ("upload", self.upload), "/v1/voice_clone": ("clone", self.clone)}
        path = handler.path
        if not path.startswith(self.prefix) or path[len(self.prefix):] not in endpoints:
            self.complain(f"no such path: {path}")
            return self.send(handler, Answer(404))
        name, answer = endpoints[path[len(self.prefix):]]
        with self.lock:
            ordinary = answer(handler, body)
            scripted = self.scripted[name].pop(0) if self.scripted[name] else None
        self.send(handler, scripted or ordinary)

    def get(self, handler):
        with self.lock:
            self.requests.append(("GET", handler.path, dict(handler.headers.items())))
            if "Authorization" in handler.headers or self.key in str(handler.headers) + handler.path:
                self.complain("the preview's host was sent the key")
            scripted = self.scripted["preview"].pop(0) if self.scripted["preview"] else None
        self.send(handler, scripted or Answer(body=self.preview, headers={"Content-Type": "audio/mpeg"}))

    def check_headers(self, handler):
        given = handler.headers.get("Authorization")
        wanted = None if self.key is None else f"Bearer {self.key}"
        if given != wanted:
            self.complain(f"Authorization is {given!r}, not {wanted!r}")
        if not re.fullmatch(r"Soundalike/\d+(\.\d+)*( .*)?", handler.headers.get("User-Agent", "")):
            self.complain(f"User-Agent is {handler.headers.get('User-Agent')!r}")

    # -- upload --------------------------------------------------------------

    def upload(self, handler, body):
        match = re.fullmatch(r'multipart/form-data; *boundary="?([0-9A-Za-z\'()+_,./:=?-]{1,70})"?',
                             handler.headers.get("Content-Type", ""))
        if not match:
            self.complain(f"Content-Type is {handler.headers.get('Content-Type')!r}")
            return refusal(2013)
        parts = self.parts(body, match.group(1).encode())
        names = [name for name, *_ in parts]
        if sorted(names) != ["file", "purpose"]:
            self.complain(f"the parts are {names}")
            return refusal(2013)
        by_name = {name: rest for name, *rest in parts}
        purpose = by_name["purpose"][2].decode()
        filename, media_type, content = by_name["file"]
        if purpose not in PURPOSES:
            self.complain(f"the purpose is {purpose!r}")
        if not filename:
            self.complain("the file has no name")
        if len(content) > MAX_BYTES and purpose in PURPOSES[:2]:
            self.complain(f"{len(content)} bytes of speech")
        self.next_id += 1
        self.uploads.append(Upload(self.next_id, purpose, filename, media_type, content))
        return Answer(body={
            "file": {"file_id": self.next_id, "bytes": len(content), "created_at": 1700469398,
                     "filename": filename, "purpose": purpose},
            "base_resp": {"status_code": 0, "status_msg": "success"}})

    def parts(self, body, boundary):
        """RFC 7578, and the names as WHATWG writes them."""
        if not body.startswith(b"--" + boundary + b"\r\n") or not body.rstrip(b"\r\n").endswith(b"\r\n--" + boundary + b"--"):
            self.complain("the multipart body does not begin and end with its boundary")
            return []
        found = []
        for piece in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
            head, _, content = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
            lines = head.decode("utf-8").split("\r\n")
            headers = dict(line.split(": ", 1) for line in lines)
            disposition = headers.get("Content-Disposition", "")
            match = re.fullmatch(r'form-data; name="([^"]*)"(?:; filename="([^"\r\n]*)")?', disposition)
            if not match:
                self.complain(f"Content-Disposition is {disposition!r}")
                continue
            name = match.group(2)
            for escape, raw in (("%0D", "\r"), ("%0A", "\n"), ("%22", '"')):
                name = name and name.replace(escape, raw)
            found.append((match.group(1), name, headers.get("Content-Type"), content))
        return found

    # -- clone ---------------------------------------------------------------

    def clone(self, handler, body):
        if not re.match(r"application/json(;|$)", handler.headers.get("Content-Type", "")):
            self.complain(f"Content-Type is {handler.headers.get('Content-Type')!r}")
        request = json.loads(body)
        self.clones.append(request)
        for field, value in request.items():
            if field not in FIELDS or type(value) is not FIELDS[field]:
                self.complain(f"{field} is {value!r}")
        held = {upload.file_id: upload.purpose for upload in self.uploads}
        if held.get(request.get("file_id"), "voice_clone") != "voice_clone":
            self.complain("file_id is no sample")
        prompt = request.get("clone_prompt")
        if prompt is not None and (set(prompt) != {"prompt_audio", "prompt_text"}
                                   or type(prompt["prompt_audio"]) is not int or not prompt["prompt_text"]):
            self.complain(f"clone_prompt is {prompt}")
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{6,254}[A-Za-z0-9]", request.get("voice_id", "")):
            self.complain(f"voice_id is {request.get('voice_id')!r}")
        if "model" in request and request["model"] not in MODELS:
            self.complain(f"model is {request['model']!r}")
        if ("text" in request) != ("model" in request):
            self.complain("text and model do not come together")
        answer = {"input_sensitive": False, "input_sensitive_type": 0, "demo_audio": "",
                  "base_resp": {"status_code": 0, "status_msg": "success"}}
        if "text" in request:
            answer["demo_audio"] = f"{self.root}/demo.mp3?sign=a%2Fb"
            answer["extra_info"] = {"audio_length": 11124, "audio_sample_rate": 32000, "audio_size": 179926,
                                    "bitrate": 128000, "word_count": 18, "usage_characters": 18}
        answer.update(self.clone_extra)
        return Answer(body=answer)
