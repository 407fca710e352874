"""Synapse as the tests set it up."""

import atexit
import hmac
import json
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from tests.platforms.matrix.people import Person
from tests.waiting import PATIENCE

SERVER, SHARED_SECRET = "example.org", "of the tests"
STARTS_SECONDS = 60.0
_REQUEST = re.compile(r'B (?P<status>\d{3}) "(?P<request>[^"]*) HTTP')
_FREELY = {"per_second": 10_000, "burst_count": 10_000}
_RATES = (
    "rc_message",
    "rc_registration",
    "rc_joins_per_room",
    "rc_third_party_invite",
    "rc_media_create",
    "rc_room_creation",
    "rc_admin_redaction",
    "rc_reports",
)


def _settings(folder: Path, port: int, rates: dict[str, Any]) -> dict[str, Any]:
    """What is else than Synapse's defaults."""
    return {
        "server_name": SERVER,
        "report_stats": False,
        "public_baseurl": f"http://127.0.0.1:{port}/",
        "signing_key_path": str(folder / "signing.key"),
        "database": {"name": "sqlite3", "args": {"database": ":memory:"}},
        "media_store_path": str(folder / "media"),
        "listeners": [
            {"port": port, "bind_addresses": ["127.0.0.1"], "type": "http", "resources": [{"names": ["client"]}]}
        ],
        "enable_registration": True,
        "enable_registration_without_verification": True,
        "registration_shared_secret": SHARED_SECRET,
        "bcrypt_rounds": 4,
        "log_config": str(folder / "log.json"),
        "trusted_key_servers": [],
        "url_preview_enabled": False,
        "presence": {"enabled": False},
        **dict.fromkeys(_RATES, _FREELY),
        "rc_joins": {"local": _FREELY, "remote": _FREELY},
        "rc_invites": {"per_room": _FREELY, "per_user": _FREELY, "per_issuer": _FREELY},
        "rc_login": {"address": _FREELY, "account": _FREELY, "failed_attempts": _FREELY},
        **rates,
    }


def _log_settings(folder: Path) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"bare": {"format": "%(name)s %(levelname)s %(message)s"}},
        "handlers": {"file": {"class": "logging.FileHandler", "filename": str(folder / "log"), "formatter": "bare"}},
        "loggers": {"synapse.access": {"level": "INFO"}},
        "root": {"level": "WARNING", "handlers": ["file"]},
    }


class Synapse:
    """A homeserver that serves. `rates`: limits that it has, in the words of its settings; else it has none."""

    def __init__(self, **rates: Any) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="synapse-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._numbers = count(1)
        (self.folder / "log.json").write_text(json.dumps(_log_settings(self.folder)))
        (self.folder / "homeserver.yaml").write_text(json.dumps(_settings(self.folder, self.port, rates)))
        command = [sys.executable, "-m", "tests.platforms.matrix", "-c", str(self.folder / "homeserver.yaml")]
        root = Path(__file__).parents[3]
        subprocess.run([*command, "--generate-keys"], cwd=root, capture_output=True, check=True)
        self._process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE)
        self._wait()

    def _wait(self) -> None:
        last = time.monotonic() + STARTS_SECONDS
        while time.monotonic() < last:
            try:
                with urllib.request.urlopen(f"{self.url}/_matrix/client/versions", timeout=PATIENCE):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"Synapse does not serve: {(self.folder / 'log').read_text()[-2000:]}")

    def stop(self) -> None:
        """End it, and forget all that it kept."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)

    def account(self, name: str) -> tuple[str, str]:
        """A new account of its own: its id, and a token."""
        user = f"{''.join(filter(str.isalnum, name.casefold())) or 'somebody'}-{next(self._numbers)}"
        body = {"username": user, "password": secrets.token_hex(8), "auth": {"type": "m.login.dummy"}}
        made = self._call("POST", "/register", body, "")
        self._call("PUT", f"/profile/{made['user_id']}/displayname", {"displayname": name}, made["access_token"])
        return str(made["user_id"]), str(made["access_token"])

    def _call(self, method: str, path: str, body: dict[str, Any], token: str) -> dict[str, Any]:
        return self._request(method, f"/_matrix/client/v3{path}", body, token)

    def _request(self, method: str, path: str, body: dict[str, Any] | None, token: str) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            found: dict[str, Any] = json.loads(answer.read())
        return found

    def admin(self) -> str:
        """The token of somebody who administers it."""
        nonce = self._admin("GET", "register", None, "")["nonce"]
        name, password = f"admin-{next(self._numbers)}", secrets.token_hex(8)
        signed = "\0".join((nonce, name, password, "admin")).encode()
        mac = hmac.new(SHARED_SECRET.encode(), signed, "sha1").hexdigest()
        made = {"nonce": nonce, "username": name, "password": password, "admin": True, "mac": mac}
        return str(self._admin("POST", "register", made, "")["access_token"])

    def slow_down(self, admin: str, account: str, burst: int = 1) -> None:
        """Let an account send so many messages at once, and then hardly any."""
        limits = {"messages_per_second": 1, "burst_count": burst}
        self._admin("POST", f"users/{account}/override_ratelimit", limits, admin)

    def _admin(self, method: str, path: str, body: dict[str, Any] | None, token: str) -> dict[str, Any]:
        return self._request(method, f"/_synapse/admin/v1/{path}", body, token)

    def person(self, name: str) -> Person:
        """Somebody with a new account."""
        return Person(self.url, *self.account(name))

    def refused(self, user: str) -> list[str]:
        """What it has refused to an account, as its log of requests has it: the status and the request."""
        lines = (self.folder / "log").read_text(errors="replace").splitlines()
        found = (_REQUEST.search(line) for line in lines if f"{{{user}}}" in line)
        return [f"{each['status']} {each['request']}" for each in found if each and each["status"] >= "400"]


@cache
def homeserver() -> Synapse:
    """The homeserver of this process, which is started once."""
    server = Synapse()
    atexit.register(server.stop)
    return server
