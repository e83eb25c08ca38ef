"""The identity of a message: made from what it is, so that it is the same at every try."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings

from taizhang.notices.models import Delivery


def message_id(delivery: Delivery) -> str:
    """The Message-ID of a delivery (RFC 5322)."""
    digest = sha256(f"{settings.SECRET_KEY} {delivery.key}".encode()).hexdigest()[:32]
    return f"<{digest}@{urlsplit(settings.SITE_ADDRESS).hostname or 'taizhang.invalid'}>"
