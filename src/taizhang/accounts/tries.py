"""How often something was tried lately at a door: counted under keyed hashes, gone after ten minutes; nothing else is kept."""

from __future__ import annotations

from django.core.cache import cache
from django.utils.crypto import salted_hmac

PERIOD = 600  # seconds
WRONG_FROM_ONE_ADDRESS = 30  # tokens that there are not; nobody mistypes so many


def count(what: str, of: str, more: int = 0) -> int:
    """How often ``what`` happened to ``of`` within the period, ``more`` counted in."""
    key = f"tries-{what}-{salted_hmac('taizhang.accounts.tries', of, algorithm='sha256').hexdigest()[:40]}"
    if not more:
        return int(cache.get(key, 0))
    cache.add(key, 0, PERIOD)
    try:
        return int(cache.incr(key, more))
    except ValueError:  # it ran out in between
        return more
