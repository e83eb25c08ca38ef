"""A client of Taizhang's interface in one file: Python's own library only. Copy it into your program.

from taizhang_client import Taizhang

taizhang = Taizhang("https://taizhang.example", "tz_…")
for finding in taizhang.pages("/ledgers/<key>/findings", deadline="late"):
    print(finding["serial"], finding["statement"])
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

TRIES = 4
LATER = (429, 502, 503, 504)  # answers after which it is worth trying again


class Refused(Exception):
    """The interface said why not: ``reason`` for the program, the sentence for people, ``problem`` all of it."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem.get("detail", ""))
        self.problem = problem
        self.status = int(problem.get("status", 0))
        self.reason = str(problem.get("reason", ""))


@dataclass
class Taizhang:
    """One installation and one token. ``pause`` is how long the first wait before trying again is, in seconds."""

    address: str
    token: str
    language: str = "zh"
    timeout: float = 30
    pause: float = 1

    def get(self, path: str, **query: Any) -> Any:
        """What stands at ``path``, below ``/api/v1``."""
        return json.loads(self._send("GET", _with(path, query)))

    def pages(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Every row of a list, page after page."""
        cursor = None
        while True:
            page = self.get(path, **query, **({"cursor": cursor} if cursor else {}))
            yield from page["items"]
            cursor = page["next"]
            if not cursor:
                return

    def events(self, ledger: str, since: int = 0) -> Iterator[dict[str, Any]]:
        """What happened in a ledger from number ``since`` on, as far as the person may see it."""
        more = True
        while more:
            page = self.get(f"/ledgers/{ledger}/events", since=since)
            yield from page["items"]
            since, more = page["next"], page["more"]

    def act(self, path: str, *, version: int | None = None, key: str = "", **body: Any) -> Any:
        """Do something: ``act("/ledgers/<key>/measures/1/actions/hand_in", effects="…")``. Raises Refused with the reason.

        Sent twice under one ``key`` it is done once; without one, a key is made for this call, so that it can be sent again
        when the line breaks. ``version`` is the one that was seen, where the action wants it.
        """
        headers = {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4())}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return json.loads(self._send("POST", path, json.dumps(body).encode(), headers))

    def upload(self, path: str, files: Mapping[str, str | Path], *, field: str = "files", key: str = "", **fields: Any) -> Any:
        """Send files as a form: by the name that each is to have, the file here."""
        boundary, parts = uuid.uuid4().hex, []
        for name, value in fields.items():
            parts.append(_part(boundary, f'form-data; name="{name}"', str(value).encode()))
        for name, file in files.items():
            parts.append(_part(boundary, f'form-data; name="{field}"; filename="{name}"', Path(file).read_bytes()))
        body = b"".join(parts) + f"--{boundary}--\r\n".encode()
        kind = f"multipart/form-data; boundary={boundary}"
        return json.loads(self._send("POST", path, body, {"Content-Type": kind, "Idempotency-Key": key or str(uuid.uuid4())}))

    def download(self, path: str) -> bytes:
        """A file, byte for byte."""
        return self._send("GET", path)

    def _send(self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> bytes:
        """The answer; what fails on the way or is too busy is tried again, under the same key."""
        for left in reversed(range(TRIES)):
            try:
                return self._once(method, path, body, headers or {})
            except Refused as refusal:
                if refusal.status not in LATER or not left:
                    raise
            except (URLError, TimeoutError, ConnectionError):
                if not left:
                    raise
            time.sleep(self.pause * 2 ** (TRIES - 1 - left))
        raise AssertionError("the last try returns or raises")

    def _once(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
        known = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language}
        request = Request(f"{self.address.rstrip('/')}/api/v1{path}", body, {**known, **headers}, method=method)
        try:
            with urlopen(request, timeout=self.timeout) as answer:
                return bytes(answer.read())
        except HTTPError as error:
            raise Refused(_problem(error)) from error


def leaf_hash(log: str, event: Mapping[str, Any]) -> str:
    """The hash of an event, worked out from its fields: it must be the ``hash`` that came with it. ``log`` is ledger:<key>."""
    names = ("at", "name", "subject", "by_id", "by_name", "by_unit")
    lengths = [b"%d:%b" % (len(log.encode()), log.encode()), b"%d" % event["seq"]]
    lengths += [b"%d:%b" % (len(event[name].encode()), event[name].encode()) for name in names]
    return hashlib.sha256(b"\x00" + b",".join(lengths) + b"," + event["payload"].encode()).hexdigest()


def is_genuine(secret: str, header: str, body: bytes, *, now: float | None = None, window: int = 300) -> bool:
    """Whether a push is ours and new: ``header`` is its ``Taizhang-Signature``, ``secret`` what was shown when it was set up."""
    said = dict(part.partition("=")[::2] for part in header.split(","))
    stamp = said.get("t", "")
    if not stamp.isdecimal() or abs((time.time() if now is None else now) - int(stamp)) > window:
        return False
    wanted = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted, said.get("v1", ""))


def _with(path: str, query: Mapping[str, Any]) -> str:
    wanted = {name: str(value).lower() if isinstance(value, bool) else value for name, value in query.items()}
    return f"{path}?{urlencode(wanted)}" if wanted else path


def _part(boundary: str, disposition: str, data: bytes) -> bytes:
    return f"--{boundary}\r\nContent-Disposition: {disposition}\r\n\r\n".encode() + data + b"\r\n"


def _problem(error: HTTPError) -> dict[str, Any]:
    """The problem that was answered; a bare one where something in between answered otherwise."""
    try:
        found = json.loads(error.read())
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"status": error.code, "detail": str(error.reason)}
