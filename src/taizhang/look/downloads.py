"""How a stored file leaves the house: as a download that no browser opens, whatever its bytes are."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def attachment(data: bytes, name: str, plain: str, kind: str = "application/octet-stream") -> HttpResponse:
    """``data`` as a download called ``name``; ``plain`` is what old browsers call it."""
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return HttpResponse(data, kind, headers={**SAFE, "Content-Disposition": disposition})
