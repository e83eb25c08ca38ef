"""What every request passes: how big it may be, which language answers, what the browser may load."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.handlers.wsgi import LimitedStream, WSGIRequest
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
            request._stream = Whole(request.environ["wsgi.input"], length)  # type: ignore[assignment]  # where Django reads the body from
        return get_response(request)

    return answer


class Whole(LimitedStream):
    """The body of a request that must be as long as it was announced: half an upload is none.

    Django's own parser takes a body that ends early for a short file.
    """

    _pos: int
    limit: int

    def read(self, size: int | None = -1, /) -> bytes:
        """``size`` bytes or what is left, all of it for -1. Raises MultiPartParserError (400) where the body has ended before."""
        left = self.limit - self._pos
        wanted = left if size is None or size < 0 else min(size, left)
        pieces: list[bytes] = []
        while wanted:
            pieces.append(self._held(super().read(wanted)))
            wanted -= len(pieces[-1])
        return b"".join(pieces)

    def readline(self, size: int | None = -1, /) -> bytes:
        """A line. Raises MultiPartParserError where the body has ended before."""
        return self._held(super().readline(size)) if size and self._pos < self.limit else b""

    @staticmethod
    def _held(data: bytes) -> bytes:
        if not data:
            raise MultiPartParserError("the body ended early")
        return data


def _content_length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdigit() else 0
