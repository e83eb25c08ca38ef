"""How a message to a program is signed: HMAC-SHA256 over its time and its body, with a secret of the subscription's own."""

from __future__ import annotations

import hmac
from hashlib import sha256

from django.utils.crypto import salted_hmac

from taizhang.notices.hooks.models import Subscription

HEADER = "Taizhang-Signature"


def secret_of(subscription: Subscription) -> str:
    """The secret, worked out from the installation's own: no table and no backup of the database holds it."""
    return "tzs_" + salted_hmac("taizhang.notices.hooks", subscription.key.hex, algorithm="sha256").hexdigest()


def signature(secret: str, stamp: int, body: bytes) -> str:
    """What stands in the header: the time in seconds, and the signature over ``time.body``."""
    return f"t={stamp},v1={hmac.new(secret.encode(), b'%d.%b' % (stamp, body), sha256).hexdigest()}"
