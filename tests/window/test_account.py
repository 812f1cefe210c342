#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The account in a real window: the first start, the key in a real keyring, checking it, the other
region, and changing the account while the program runs."""

import http.server
import json
import os
import pathlib
import shutil
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

import driver
from driver import Atspi, Program, wait_for

CONSENT = "I have the right to clone this voice"
KEY = "key-of-anna-4711"
SPEECH = ("We bought the house in spring, before anyone had told us about the river, and I would do "
          "it again. The kettle had just begun to sing when somebody knocked.")

# GTK 4.8 complains so when a dialog goes away whose parent an assistive technology asks for.
KNOWN = ("g_variant_is_object_path", "g_variant_new_object_path")

SAMPLE = None


def setUpModule():
    global SAMPLE
    folder = pathlib.Path(tempfile.mkdtemp(prefix="soundalike-account-"))
    SAMPLE = folder / "Anna reads.wav"
    subprocess.run(["espeak-ng", "-s", "130", "-w", str(SAMPLE), SPEECH], check=True)


def tearDownModule():
    shutil.rmtree(SAMPLE.parent)


class Service(http.server.ThreadingHTTPServer):
    """Knows some keys, and answers a clone of a file that it does not hold as the real one does."""

    def __init__(self, keys=(KEY,), may_clone=True, address=("127.0.0.1", 0), certificate=None):
        super().__init__(address, Handler)
        self.keys = keys
        self.may_clone = may_clone
        self.requests = []
        self.gate = threading.Event()  # the answer about a clone waits for it
        self.gate.set()
        self.url = f"http://127.0.0.1:{self.server_port}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # the program went away in the middle

    def stop(self):
        self.gate.set()
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    UPLOADED = 4711

    def log_message(self, *arguments):
        pass

    def judge(self, body):
        """The service's code and the rest of the answer."""
        if self.headers.get("Authorization") not in [f"Bearer {key}" for key in self.server.keys]:
            return 1004, {}
        if self.path == "/v1/files/upload":
            return 0, {"file": {"file_id": self.UPLOADED, "bytes": len(body), "created_at": 1,
                                "filename": "a.wav", "purpose": "voice_clone"}}
        if not self.server.may_clone:
            return 2038, {}
        if json.loads(body)["file_id"] != self.UPLOADED:
            return 2013, {}
        return 0, {"demo_audio": "", "input_sensitive": False}

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, dict(self.headers), body))
        if self.path == "/v1/voice_clone":
            self.server.gate.wait(30)
        code, answer = self.judge(body)
        answer["base_resp"] = {"status_code": code, "status_msg": f"code {code}"}
        answer["trace_id"] = "trace-of-the-service"
        data = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class AccountTest(unittest.TestCase):
    """A home folder of its own, and a keyring if `keyring` is true."""

    keyring = False

    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="soundalike-home-"))
        self.addCleanup(shutil.rmtree, self.home, True)
        config = self.home / "config"
        shutil.copytree(os.environ["XDG_CONFIG_HOME"], config)
        (config / "glib-2.0/settings/keyfile").unlink(missing_ok=True)
        self.env = {"XDG_DATA_HOME": str(self.home / "data"), "XDG_CONFIG_HOME": str(config)}
        self.log = open(self.home / "stderr", "w+b")
        self.addCleanup(self.log.close)
        if self.keyring:
            self.start_keyring()

    def start_keyring(self):
        if shutil.which("gnome-keyring-daemon") is None:
            self.skipTest("gnome-keyring is not installed")
        daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "XDG_DATA_HOME": str(self.home / "keyrings")})
        daemon.stdin.write(b"made up")
        daemon.stdin.close()

        def stop():
            daemon.terminate()
            daemon.wait(10)
            wait_for(lambda: not has_owner(), "the keyring to go")

        def has_owner():
            answer = subprocess.run(
                ["gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path",
                 "/", "--method", "org.freedesktop.DBus.NameHasOwner", "org.freedesktop.secrets"],
                capture_output=True, text=True, check=False)
            return "true" in answer.stdout

        self.addCleanup(stop)
        wait_for(has_owner, "the keyring")

    def serve(self, *arguments, **options):
        service = Service(*arguments, **options)
        self.addCleanup(service.stop)
        return service

    def start(self, *arguments, **env):
        program = Program(*arguments, env={**self.env, **env}, log=self.log)
        self.addCleanup(program.quit)
        return program

    def start_at_form(self, **env):
        """The program without a file, past the first start."""
        program = self.start(**env)
        wait_for(lambda: program.look_for("button", "Try Without an Account")
                 or program.look_for("button", "Choose File…"), "the first screen")
        if program.look_for("button", "Try Without an Account"):
            program.press("Try Without an Account")
        program.button("Choose File…")
        return program

    def start_with_preferences(self, **env):
        program = self.start_at_form(**env)
        program.key("ctrl+comma")
        program.button("Check Key")
        return program

    def choose_region(self, program, name):
        program.choose("Region", name)

    @staticmethod
    def words_of(node):
        return [driver.text_of(child) for child in driver.tree(node) if driver.is_shown(child)]

    def type_key(self, program, key=KEY):
        field = program.find("password text", "API Key")
        assert Atspi.EditableText.set_text_contents(field, key)

    def describe_service(self, program, service, key=KEY):
        self.choose_region(program, "Custom Address")
        program.set_text("Address", service.url)
        if key:
            self.type_key(program, key)

    def use_service(self, program, service, key=KEY):
        self.describe_service(program, service, key)
        program.press("Use This Account")
        program.wait_label(f"Now working with 127.0.0.1:{service.server_port}")

    def close_preferences(self, program):
        program.key("Escape")
        try:
            program.wait_gone("button", "Check Key", 2)
        except driver.TimedOut:  # it closed a toast
            program.key("Escape")
            program.wait_gone("button", "Check Key")

    def assert_key_nowhere(self, key=KEY):
        """Not in a file of ours, and not in what the program printed."""
        for path in self.home.rglob("*"):
            if path.is_file() and "keyrings" not in path.parts:
                self.assertNotIn(key.encode(), path.read_bytes(), path)

    def tearDown(self):
        self.log.flush()
        lines = (self.home / "stderr").read_text(errors="replace").splitlines()
        complaints = [line for line in lines if ("CRITICAL" in line or "WARNING" in line)
                      and not any(known in line for known in KNOWN)]
        self.assertEqual(complaints, [])
        self.assert_key_nowhere()


class FirstStart(AccountTest):
    def test_shown_once(self):
        program = self.start()
        program.wait_label("nothing leaves this computer")
        wait_for(lambda: driver.is_focused(program.button("Try Without an Account")), "focus")
        self.assertIsNone(program.look_for("button", "Clone Voice"))
        program.key("Return")
        program.button("Clone Voice")
        program.wait_label("Practice mode: nothing leaves this computer")
        program.quit()
        program = self.start()
        program.button("Clone Voice")
        self.assertIsNone(program.look_for("button", "Try Without an Account"))

    def test_add_account(self):
        program = self.start()
        program.press("Add Account")
        program.button("Check Key")
        wait_for(lambda: driver.is_focused(program.find("password text", "API Key")), "focus")
        self.close_preferences(program)
        program.button("Clone Voice")

    def test_not_with_a_file_or_a_mode(self):
        program = self.start(SAMPLE)
        program.button("Play Selection")
        program.quit()
        program = self.start("--practice")
        program.button("Clone Voice")
        program.quit()
        program = self.start(MINIMAX_API_HOST="http://127.0.0.1:9")
        program.button("Clone Voice")

    def test_strip_leads_to_the_account(self):
        program = self.start("--practice")
        program.press("Add Account…")
        wait_for(lambda: driver.is_focused(program.find("password text", "API Key")), "focus")


class CheckKey(AccountTest):
    def check(self, program):
        program.press("Check Key")

    def test_what_a_service_thinks(self):
        service = self.serve()
        program = self.start_with_preferences()
        self.describe_service(program, service)
        self.assertEqual(service.requests, [])
        self.check(program)
        program.wait_label("The key works, and its account may clone voices.")
        self.assertFalse(program.has_label("code 2013"))
        path, headers, body = service.requests[0]
        self.assertEqual((path, headers["Authorization"]), ("/v1/voice_clone", f"Bearer {KEY}"))
        self.assertNotIn("text", json.loads(body))

        service.may_clone = False
        self.check(program)
        program.wait_label("its account may not clone voices yet")
        self.type_key(program, "another-key-1")
        wait_for(lambda: not program.has_label("its account may not"), "the old result to go")
        self.check(program)
        program.wait_label("refuses this key: copy it again from your account")
        self.assertTrue(program.has_label("1004 · code 1004"))
        self.assertTrue(program.has_label("trace-of-the-service"))
        self.assertFalse(program.has_label("Try "))
        self.assertEqual(len(service.requests), 3)
        # Nothing of this changed what the program works with.
        self.assertTrue(program.has_label("Practice mode"))

    def test_enter_in_the_key_checks_it(self):
        service = self.serve()
        program = self.start_with_preferences()
        self.describe_service(program, service)
        program.click(program.find("password text", "API Key"))
        program.key("Return")
        program.wait_label("The key works, and its account may clone voices.")
        self.type_key(program, "two words")
        program.wait_label("The key holds a blank")
        program.key("Return")
        self.type_key(program, "another-key-1")
        program.key("Return")
        program.wait_label("refuses this key: copy it again from your account")
        self.assertEqual(len(service.requests), 2)

    def test_no_service(self):
        program = self.start_with_preferences()
        self.choose_region(program, "Custom Address")
        program.set_text("Address", "http://127.0.0.1:9")
        self.type_key(program)
        self.check(program)
        program.wait_label("The key could not be checked: The server refused the connection")
        self.assertTrue(program.has_label("Check the network connection"))

    def test_not_a_service(self):
        program = self.start_with_preferences()
        self.assertFalse(driver.is_sensitive(program.button("Check Key")))
        self.assertFalse(driver.is_sensitive(program.button("Use This Account")))
        self.type_key(program, "two words")
        program.wait_label("The key holds a blank")
        self.assertFalse(driver.is_sensitive(program.button("Check Key")))
        self.type_key(program, " " + KEY + "\n")
        wait_for(lambda: driver.is_sensitive(program.button("Check Key")), "Check Key")
        self.choose_region(program, "Custom Address")
        program.set_text("Address", "http://gateway.example")
        program.wait_label("The key would travel unprotected")
        program.set_text("Address", "ftp://gateway.example")
        program.wait_label("it must begin with https: or http:")
        self.assertFalse(driver.is_sensitive(program.button("Use This Account")))

    def test_given_up(self):
        service = self.serve()
        program = self.start_with_preferences()
        service.gate.clear()
        self.describe_service(program, service)
        self.check(program)
        program.wait_label("Asking 127.0.0.1")
        self.assertFalse(driver.is_sensitive(program.button("Check Key")))
        self.close_preferences(program)
        program.key("ctrl+comma")
        wait_for(lambda: program.look_for("button", "Check Key"), "the preferences")
        self.assertFalse(program.has_label("Asking"))


class Keyring(AccountTest):
    keyring = True

    def test_kept_and_removed(self):
        service = self.serve()
        program = self.start_with_preferences()
        self.use_service(program, service)
        program.wait_label("The key is kept in your keyring")
        self.assertEqual(driver.text_of(program.find("password text", "API Key")), "")
        self.assertFalse(driver.is_sensitive(program.button("Use This Account")))
        self.close_preferences(program)
        program.wait_label("Working with 127.0.0.1")
        self.assertIsNone(program.look_for("button", "Add Account…"))
        program.quit()

        program = self.start_with_preferences()
        program.wait_label("The key is kept in your keyring")
        self.assertEqual(driver.text_of(program.field("Address")), service.url)
        program.press("Check Key")
        program.wait_label("The key works")
        self.assertEqual(service.requests[-1][1]["Authorization"], f"Bearer {KEY}")

        program.press("Use Practice Mode")
        program.wait_label("Now in practice mode")
        self.assertTrue(program.has_label("A key is kept in your keyring"))
        program.press("Use This Account")
        program.wait_label("Now working with 127.0.0.1")

        program.press("Remove Key")
        program.press("Keep")
        program.wait_gone("button", "Keep")
        self.assertTrue(program.has_label("The key is kept in your keyring"))
        program.press("Remove Key")
        program.press("Remove")
        program.wait_label("Key removed")
        program.wait_label("Practice mode")
        program.wait_gone("button", "Remove Key")
        program.quit()

        program = self.start_with_preferences()
        program.wait_label("Practice mode")
        self.assertIsNone(program.look_for("button", "Remove Key"))

    def test_form_stays_as_it_is(self):
        service = self.serve()
        program = self.start(SAMPLE)
        program.button("Play Selection")
        program.set_text("Voice ID", "typed-by-hand")
        program.set_text("Preview Text", "Words that must not be lost.")
        program.set_switch(CONSENT)
        program.press("Add Account…")
        program.button("Check Key")
        self.use_service(program, service)
        self.close_preferences(program)
        self.assertEqual(driver.text_of(program.field("Voice ID")), "typed-by-hand")
        self.assertEqual(driver.text_of(program.field("Preview Text")),
                         "Words that must not be lost.")
        self.assertTrue(driver.is_on(program.switch(CONSENT)))
        program.press("Clone Voice")
        program.button("Clone Another")
        self.assertEqual([path for path, _, _ in service.requests],
                         ["/v1/files/upload", "/v1/voice_clone"])
        self.assertEqual(json.loads(service.requests[1][2])["voice_id"], "typed-by-hand")


class WithoutKeyring(AccountTest):
    def test_kept_until_the_window_is_closed(self):
        service = self.serve()
        program = self.start_with_preferences()
        self.use_service(program, service)
        program.wait_label("There is no keyring: the key is kept only until you close the window")
        self.close_preferences(program)
        program.quit()
        program = self.start_with_preferences()
        program.wait_label("Without a key")

    def test_key_of_the_environment(self):
        service = self.serve()
        program = self.start(MINIMAX_API_HOST=service.url, MINIMAX_API_KEY=KEY)
        program.button("Choose File…")
        program.key("ctrl+comma")
        program.wait_label("The key comes from MINIMAX_API_KEY")
        self.assertIsNone(program.look_for("button", "Remove Key"))
        program.press("Check Key")
        program.wait_label("The key works")

    def test_server_without_a_key(self):
        service = self.serve(keys=())
        program = self.start_with_preferences()
        self.describe_service(program, service, key=None)
        program.press("Check Key")
        program.wait_label("asks for a key")
        self.assertNotIn("Authorization", service.requests[0][1])


class WhileRunning(AccountTest):
    def test_practice_mode_is_reset(self):
        program = self.start("--practice", SAMPLE)
        program.button("Play Selection")
        program.set_switch(CONSENT)
        program.press("Clone Voice")
        program.button("Play Preview")
        kept = self.home / "data/soundalike/practice/files"
        self.assertEqual(len(list(kept.iterdir())), 1)
        program.key("ctrl+comma")
        program.press("Reset…")
        program.press("Reset")
        program.wait_label("All practice files and voices are deleted")
        self.assertFalse(kept.exists() and list(kept.iterdir()))

    def start_cloning(self, service, key=KEY):
        program = self.start(SAMPLE, MINIMAX_API_HOST=service.url, MINIMAX_API_KEY=key)
        program.button("Play Selection")
        program.set_switch(CONSENT)
        program.press("Clone Voice")
        return program

    def test_not_while_a_clone_runs(self):
        service = self.serve()
        service.gate.clear()
        program = self.start_cloning(service)
        wait_for(lambda: len(service.requests) == 2, "the clone's request")
        program.key("ctrl+comma")
        program.wait_label("A clone is running: the account can be changed when it has ended")
        self.type_key(program, "another-key-1")
        for name in ("Use This Account", "Use Practice Mode"):
            self.assertFalse(driver.is_sensitive(program.button(name)), name)
        service.gate.set()
        wait_for(lambda: driver.is_sensitive(program.button("Use This Account")), "the end")
        self.assertFalse(program.has_label("A clone is running"))

    def test_refused_job_goes_on_with_another_key(self):
        service = self.serve()
        program = self.start_cloning(service, key="another-key-1")
        program.wait_label("Sample not uploaded")
        self.assertIsNone(program.look_for("button", "Try Mainland China"))
        wait_for(lambda: driver.is_focused(program.button("Change Key…")), "focus")
        program.press("Change Key…")
        program.button("Check Key")
        wait_for(lambda: driver.is_focused(program.find("password text", "API Key")), "focus")
        self.type_key(program)
        program.press("Use This Account")
        program.wait_label("the key is kept only until")
        self.close_preferences(program)
        program.wait_label("try again to go on from here")
        self.assertEqual(len(service.requests), 1)
        program.press("Try Again")
        program.button("Clone Another")
        self.assertEqual([headers["Authorization"] for _, headers, _ in service.requests],
                         ["Bearer another-key-1", f"Bearer {KEY}", f"Bearer {KEY}"])


class Defaults(AccountTest):
    def preferences(self, program):
        for index in range(program.accessible.get_child_count()):
            window = program.accessible.get_child_at_index(index)
            if window is not None and window.get_name() == "Preferences":
                return window
        raise AssertionError("no preferences")

    def choose(self, program, name, wanted):
        window = self.preferences(program)
        program.choose(name, wanted, lambda: next(
            node for node in driver.tree(window)
            if driver.role_of(node) == "combo box" and driver.name_of(node) == name))

    def set_switch(self, program, name):
        window = self.preferences(program)
        switch = next(node for node in driver.tree(window) if driver.name_of(node) == name
                      and driver.role_of(node) in ("check box", "switch", "toggle button"))
        self.assertFalse(driver.is_on(switch))
        assert Atspi.Action.do_action(switch, 0)

    def test_new_clones_begin_with_them(self):
        program = self.start_with_preferences()
        self.set_switch(program, "Reduce Noise")
        self.choose(program, "Model", "Speech 2.8 Turbo")
        self.close_preferences(program)
        # The form follows where it was not touched.
        wait_for(lambda: driver.is_on(program.switch("Reduce Noise")), "Reduce Noise")
        model = [words for words in self.words_of(program.find("combo box", "Model")) if words]
        self.assertNotIn("Speech 2.8 HD", model)
        # The draft is written down a moment later, and is what the next start begins with.
        draft = self.home / "data/soundalike/draft.json"
        wait_for(lambda: draft.exists() and "speech-2.8-turbo" in draft.read_text(), "the draft")
        program.quit()
        program = self.start("--practice")
        wait_for(lambda: driver.is_on(program.switch("Reduce Noise")), "Reduce Noise")
        self.assertFalse(driver.is_on(program.switch("Normalize Volume")))
        wait_for(lambda: [words for words in self.words_of(program.find("combo box", "Model"))
                          if words] == model, "the chosen model")


class Regions(AccountTest):
    """Both official hosts, answered on this computer: see hosts.py."""

    def setUp(self):
        folder = os.environ.get("HOSTS_FOLDER")
        if folder is None:
            self.skipTest("the official hosts are not answered here")
        super().setUp()
        certificate = pathlib.Path(folder) / "hosts.pem"
        self.world = self.serve(keys=(), address=("127.0.0.2", 443), certificate=certificate)
        self.china = self.serve(address=("127.0.0.3", 443), certificate=certificate)

    def picture(self, program, name):
        folder = os.environ.get("PICTURES")
        if folder:
            time.sleep(0.5)
            program.picture(os.path.join(folder, name + ".png"))

    def test_in_the_preferences(self):
        program = self.start_with_preferences()
        self.type_key(program)
        program.press("Check Key")
        program.wait_label("The global service refuses this key. This key may belong to "
                           "Mainland China.")
        self.assertEqual((len(self.world.requests), len(self.china.requests)), (1, 0))
        self.picture(program, "preferences-refused")
        program.press("Try Mainland China")
        program.wait_label("Mainland China accepts this key, the global service does not: a key "
                           "works in one region.")
        self.assertEqual((len(self.world.requests), len(self.china.requests)), (1, 1))
        self.picture(program, "preferences-accepted")
        program.press("Switch to Mainland China")
        program.wait_label("Now working with Mainland China")
        wait_for(lambda: "Mainland China" in self.words_of(program.find("combo box", "Region")),
                 "the region")
        self.close_preferences(program)
        wait_for(lambda: not program.has_label("Practice mode"), "the strip to go")

    def test_refused_by_both(self):
        self.china.keys = ()
        program = self.start_with_preferences()
        self.type_key(program)
        program.press("Check Key")
        program.press("Try Mainland China")
        program.wait_label("Mainland China refuses this key, too")
        self.assertIsNone(program.look_for("button", "Switch to Mainland China"))
        self.assertTrue(program.has_label("Practice mode"))

    def test_from_china_to_the_world(self):
        self.world.keys, self.china.keys = (KEY,), ()
        program = self.start_with_preferences()
        self.choose_region(program, "Mainland China")
        self.type_key(program)
        program.press("Check Key")
        program.wait_label("This key may belong to the global service.")
        self.assertEqual(len(self.world.requests), 0)
        program.press("Try Global")
        program.press("Switch to Global")
        program.wait_label("Now working with the global service")

    def test_in_the_job(self):
        program = self.start(SAMPLE, MINIMAX_API_KEY=KEY)
        program.button("Play Selection")
        program.set_switch(CONSENT)
        program.press("Clone Voice")
        program.wait_label("This key may belong to Mainland China.")
        self.assertTrue(program.has_label("1004 · code 1004"))
        wait_for(lambda: driver.is_focused(program.button("Try Mainland China")), "focus")
        program.button("Change Key…")
        self.assertEqual(len(self.china.requests), 0)
        self.picture(program, "job-refused")
        program.key("Return")
        program.wait_label("Mainland China accepts this key, the global service does not: a key "
                           "works in one region.")
        self.picture(program, "job-accepted")
        self.assertEqual(len(self.china.requests), 1)
        program.press("Switch to Mainland China")
        program.wait_label("Now working with Mainland China: try again to go on from here.")
        self.picture(program, "job-switched")
        self.assertEqual(len(self.china.requests), 1)
        program.press("Try Again")
        program.button("Clone Another")
        self.assertEqual([path for path, _, _ in self.china.requests],
                         ["/v1/voice_clone", "/v1/files/upload", "/v1/voice_clone"])
        self.assertEqual(len(self.world.requests), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
