"""The forms of sealed archives: a zip whose manifest names every member with its size and SHA-256."""

from __future__ import annotations

import re
from dataclasses import dataclass

MIB = 1024 * 1024
NAME = re.compile(r"(?!\.)[A-Za-z0-9._-]{1,120}(/(?!\.)[A-Za-z0-9._-]{1,120}){0,3}")


class Unusable(Exception):
    """Why a file cannot be taken in, as a sentence for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most an archive may ask of the machine. None: whatever the disk holds, for files of the installation's own making."""

    members: int = 2_000_000
    manifest_bytes: int = 512 * MIB
    line_bytes: int = 512 * MIB
    member_bytes: int | None = None
    unpacked_bytes: int | None = None
    ratio: int | None = None  # unpacked to packed; only looked at beyond ``ratio_from``
    ratio_from: int = 4 * MIB


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of sealed archive: its name in manifests and in sentences, the verb that makes it, the format written today."""

    kind: str
    word: str
    verb: str
    format: int
    manifest: str
    bounds: Bounds = Bounds()
