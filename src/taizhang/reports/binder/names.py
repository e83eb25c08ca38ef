"""Names of files and folders that Windows, macOS and Linux all take, told apart whatever the case of their letters."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60  # signs; with three folders above it a path stays below Windows' 260
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in "0123456789¹²³")}
_LONGEST_ENDING = 8


class Names:
    """The names taken in one folder; a name that is taken already gets a number behind it."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def file(self, name: str) -> str:
        """A name for a file, its ending kept."""
        stem, dot, ending = name.rpartition(".")
        if not dot or not stem or not 0 < len(ending) <= _LONGEST_ENDING or not ending.isalnum():
            return self._free(name, "")
        return self._free(stem, f".{fit(ending)}")

    def folder(self, name: str) -> str:
        """A name for a folder."""
        return self._free(name, "")

    def _free(self, stem: str, ending: str) -> str:
        bare = fit(stem, LONGEST - len(ending) - 4)
        name, n = bare + ending, 1
        while _same(name) in self._taken:
            n += 1
            name = f"{bare}（{n}）{ending}"
        self._taken.add(_same(name))
        return name


def fit(name: str, longest: int = LONGEST) -> str:
    """``name`` without what no system or no eye can take; never empty, never a device's name."""
    seen = "".join(sign if unicodedata.category(sign)[0] not in "CZ" or sign == " " else "_" for sign in name)
    bare = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", seen)).strip(" .")[:longest].strip(" .")
    if not bare:
        return "未命名"
    return f"_{bare}" if bare.partition(".")[0].strip().casefold() in _DEVICES else bare


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
