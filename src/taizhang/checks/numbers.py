"""What the number of a heading or item says: which of its run it is, and in what style."""

from __future__ import annotations

from functools import lru_cache

from taizhang.reading.numbering import opening


@lru_cache(maxsize=1024)
def which(number: str) -> tuple[int, str]:
    """Which of its run a number is, and its style; 0 where it is none."""
    mark = opening(f"{number}某", 0, len(number) + 1)
    return (mark.ordinal, mark.style) if mark else (0, "")


def ordinal(number: str) -> int:
    """Which of its run a number is: 3 for 三、 （3） and a bare 3; 0 where it is none."""
    return which(number)[0] or (int(number) if number.isdigit() and len(number) < 5 else 0)
