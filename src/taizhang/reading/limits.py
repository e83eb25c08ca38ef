"""How much a file may ask of the machine before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a file may hold. An installation passes its own; the defaults keep one reading under 500 MB of memory."""

    file_bytes: int = 50 * MIB
    characters: int = 5_000_000
    members: int = 5_000  # files inside a zip container
    part_bytes: int = 32 * MIB  # one unpacked member; its tree takes about ten times that
    unpacked_bytes: int = 300 * MIB
    ratio: int = 200  # unpacked to packed; only looked at beyond ``ratio_from``
    ratio_from: int = 4 * MIB
    elements: int = 200_000  # tags of a page, open and closing
    cells: int = 1_000_000
    pages: int = 2_000


DEFAULTS = Limits()
