"""The working days this installation knows: the years that come with the product, and those in the data folder's ``years``."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from taizhang import workdays
from taizhang.handwritten import Miswritten
from taizhang.workdays import Calendar

State = tuple[tuple[str, int, int], ...]


def calendar() -> Calendar:
    """The calendar as the year files stand now. Raises Miswritten where one that was put in cannot be read."""
    folder = Path(settings.HOME) / "years"
    return _read(folder, _state(folder))


def known_days() -> tuple[Calendar, str]:
    """The working days as far as they are known, and what is wrong with a year file that was put in."""
    try:
        return calendar(), ""
    except Miswritten as error:
        return shipped(), str(error)


def shipped() -> Calendar:
    """Only the years that come with the product."""
    return workdays.load()


def _state(folder: Path) -> State:
    """What tells whether a file was put in, changed or taken out since."""
    files = sorted((path.name, path.stat()) for path in folder.glob("*.toml"))
    return tuple((name, told.st_mtime_ns, told.st_size) for name, told in files)


@lru_cache(maxsize=4)
def _read(folder: Path, state: State) -> Calendar:
    return workdays.load(folder)
