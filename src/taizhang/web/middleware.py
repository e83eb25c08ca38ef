"""What every request passes: how big it may be, which language answers, what the browser may load."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils import translation

from taizhang.web import errors

Handler = Callable[[HttpRequest], HttpResponse]

# Nothing inline, nothing from elsewhere, nothing that evaluates text.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
# The form around an upload: boundaries, the other fields.
ENVELOPE = 64 * 1024


def content_security_policy(get_response: Handler) -> Handler:
    """Send the Content-Security-Policy with every page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return answer


def language_by_choice(get_response: Handler) -> Handler:
    """Answer in the language the person chose, else in Chinese; what the browser prefers is not asked: offices share machines."""
    known = {code for code, _ in settings.LANGUAGES}

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        response = get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response

    return answer


def upload_limit(get_response: Handler) -> Handler:
    """Turn away what is larger than may be uploaded, before any of it is read; and what ends before it is whole."""

    def answer(request: HttpRequest) -> HttpResponse:
        length = _content_length(request)
        if length > settings.UPLOAD_LIMIT + ENVELOPE:
            return errors.too_large(request)
        if length and isinstance(request, WSGIRequest):
            request._stream = Whole(request._stream, length)  # type: ignore[attr-defined]  # where Django reads the body from
        return get_response(request)

    return answer


class Whole:
    """The body of a request that must be as long as it was announced: half an upload is none.

    Django's own parser takes a body that ends early for a short file.
    """

    def __init__(self, stream: Any, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, *size: int) -> bytes:
        """Up to ``size`` bytes. Raises MultiPartParserError (400) where the body has ended too early."""
        return self._counted(self._stream.read(*size), *size)

    def readline(self, *size: int) -> bytes:
        """A line. Raises MultiPartParserError where the body has ended too early."""
        return self._counted(self._stream.readline(*size), *size)

    def _counted(self, data: bytes, size: int | None = None) -> bytes:
        self._left -= len(data)
        if self._left > 0 and not data and size != 0:
            raise MultiPartParserError("the body ended early")
        return data


def _content_length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdigit() else 0
