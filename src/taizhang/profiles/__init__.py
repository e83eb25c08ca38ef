"""Policy profiles: what each kind of source calls things, its limits and its route, as files that people can copy and edit."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from taizhang.handwritten import Miswritten, read
from taizhang.profiles.digest import canonical, digest, from_canonical
from taizhang.profiles.limit import Limit, LimitUnit, deadline
from taizhang.profiles.shape import Profile
from taizhang.profiles.told import Line, differences, told

__all__ = [
    "PROFILES",
    "Limit",
    "LimitUnit",
    "Line",
    "Miswritten",
    "Profile",
    "canonical",
    "deadline",
    "differences",
    "digest",
    "for_source",
    "from_canonical",
    "load",
    "path_of",
    "shipped",
    "told",
]

PROFILES = ("inspection", "audit", "environment", "self_check", "assigned", "programme", "risk")


def load(source: str | bytes | Path) -> Profile:
    """The profile written in ``source``: the text, its bytes, or the file. Raises Miswritten with a sentence on what to mend."""
    return read(source, Profile)


def path_of(code: str) -> Path:
    """The file of a profile that comes with the product."""
    return Path(__file__).with_name(f"{PROFILES[PROFILES.index(code)]}.toml")


@cache
def shipped(code: str) -> Profile:
    """A profile that comes with the product, by its code in ``PROFILES``."""
    return load(path_of(code))


def for_source(source: str) -> Profile | None:
    """The profile that comes with the product for a ledger's source (巡察, 审计 …); None where none is meant for it."""
    return next((profile for code in PROFILES if source in (profile := shipped(code)).sources), None)
