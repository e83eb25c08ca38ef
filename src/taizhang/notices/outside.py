"""Posting to an address that a person typed in, without being led inside: one small request, one small answer.

The host is resolved once and the connection goes to the very address that was looked at, so that a name cannot point
elsewhere a moment later; the certificate and ``Host`` are still the name's. Redirects are handed back, not followed.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, InvalidURL
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from taizhang.notices.inside import Allowed, is_inside

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 15.0
ANSWER_BYTES = 64 * 1024
PORTS = {"https": 443, "http": 80}
N_ = str  # marks words that are translated where they are shown


class NotAllowed(Exception):
    """The address is not one that messages may be sent to."""


class Unreachable(Exception):
    """No answer came. ``perhaps`` says that the message may have got there all the same."""

    def __init__(self, why: str, *, perhaps: bool = False) -> None:
        super().__init__(why)
        self.perhaps = perhaps


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side answered: the code, and the beginning of its text."""

    code: int
    body: bytes

    @property
    def is_good(self) -> bool:
        """Whether it took the message."""
        return 200 <= self.code < 300


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: what the address says, and the numbers of the machine that were found and looked at."""

    host: str
    port: int
    numbers: tuple[str, ...]
    target: str
    is_secure: bool


def post(url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Answer:
    """Send ``body`` to ``url`` and return the answer, whatever its code. Raises NotAllowed or Unreachable."""
    place = find(url)
    with _connection(place) as connection:
        try:
            connection.request("POST", place.target, body=body, headers=dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, answer.read(ANSWER_BYTES))
        except (InvalidURL, ValueError) as error:  # before anything was sent: no line breaks, no blanks
            raise NotAllowed(N_("网址写得不对")) from error
        except (OSError, HTTPException) as error:
            raise Unreachable(_told(error), perhaps=True) from error


def find(url: str) -> Place:
    """Where ``url`` leads, resolved now. Raises NotAllowed where no message may go there, Unreachable without a host."""
    parts, host, port = _read(url)
    allowed = Allowed.of(settings.OUTSIDE_ALLOWED)
    numbers = _resolved(host, port)
    named = all(allowed.names(host, ip_address(number)) for number in numbers)
    if not named and any(is_inside(number) for number in numbers):
        raise NotAllowed(N_("网址指向内部网络，不能发送"))
    if parts.scheme != "https" and not named:
        raise NotAllowed(N_("网址要以 https:// 开头"))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(host, port, numbers, target, parts.scheme == "https")


def _read(url: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = parts.port or PORTS.get(parts.scheme, 0)
        url.encode("ascii")
    except ValueError as error:
        raise NotAllowed(N_("网址写得不对")) from error
    if parts.scheme not in PORTS or not host or parts.username or parts.password:
        raise NotAllowed(N_("网址写得不对"))
    return parts, host, port


def _resolved(host: str, port: int) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(N_("找不到这个主机")) from error
    return tuple(str(where[0]) for *_kind, where in found)


@contextmanager
def _connection(place: Place) -> Iterator[HTTPConnection]:
    """A connection to the place, cut off when its time is over, however slowly the other side speaks."""
    connection = _Pinned(place)
    try:
        connection.connect()
    except OSError as error:
        connection.close()
        raise Unreachable(_told(error)) from error
    end = threading.Timer(TOTAL_SECONDS, _cut, [connection.sock])
    end.daemon = True
    end.start()
    try:
        yield connection
    finally:
        end.cancel()
        connection.close()


class _Pinned(HTTPConnection):
    """A connection to a number that was looked at, under the name that was asked for."""

    def __init__(self, place: Place) -> None:
        super().__init__(place.host, place.port, timeout=CONNECT_SECONDS)
        self.place = place
        self.default_port = PORTS["https" if place.is_secure else "http"]  # else it would stand in Host

    def connect(self) -> None:
        """Connect to the first number that answers; a certificate must be the name's."""
        self.sock: Any = _reached(self.place)
        if self.place.is_secure:
            self.sock = _trust().wrap_socket(self.sock, server_hostname=self.place.host)
        self.sock.settimeout(TOTAL_SECONDS)


def _reached(place: Place) -> socket.socket:
    *others, last = place.numbers
    for number in others:
        with suppress(OSError):
            return _connected(number, place.port)
    return _connected(last, place.port)


def _connected(number: str, port: int) -> socket.socket:
    connection = socket.socket(socket.AF_INET6 if ":" in number else socket.AF_INET, socket.SOCK_STREAM)
    connection.settimeout(CONNECT_SECONDS)
    try:
        connection.connect((number, port))
    except OSError:
        connection.close()
        raise
    return connection


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was over already


def _told(error: Exception) -> str:
    """What went wrong, without what the other side wrote and without the address, which may hold a secret."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return N_("对方的证书不可信")
    if isinstance(error, TimeoutError):
        return N_("对方没有及时回应")
    return N_("连接中断") if isinstance(error, ConnectionResetError) else N_("连接不上")
