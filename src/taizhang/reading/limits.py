"""How much a file may ask of the machine before it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

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
    page_characters: int = 50_000  # of one PDF page; a full page of A4 has some 1,500
    scanned_pages: int = 300  # each takes seconds to recognise
    seconds: int = 60  # of another program: a conversion, the recognition of one page


DEFAULTS = Limits()
PREFIX = "TAIZHANG_LIMIT_"


def limits_of(environment: Mapping[str, str]) -> Limits:
    """The limits that an installation sets: ``TAIZHANG_LIMIT_PAGES`` and so on, the defaults for the rest.

    Raises ValueError, naming it, for one that is no whole number above zero.
    """
    said = {field.name: environment.get(PREFIX + field.name.upper()) for field in fields(Limits)}
    return Limits(**{name: _number(name, text) for name, text in said.items() if text})


def _number(name: str, text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise ValueError(f"{PREFIX}{name.upper()} 应当是大于 0 的整数，现在是“{text}”。")
    return int(text)
