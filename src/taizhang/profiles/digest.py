"""A profile's digest: what a ledger pins, so that it can be told later by which policy it was kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import Any

from taizhang.handwritten import build
from taizhang.profiles.shape import Profile


def canonical(profile: Profile) -> str:
    """All that the profile says as one text: comments, order of keys and what is left at its default make no difference."""
    return json.dumps(_plain(profile), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_canonical(text: str) -> Profile:
    """The profile that ``canonical`` wrote down. Raises Miswritten."""
    return build(Profile, json.loads(text))


def digest(profile: Profile) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(profile).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        said = {field.name: (getattr(value, field.name), field.default) for field in fields(value)}
        return {name: _plain(one) for name, (one, default) in said.items() if one != default}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
