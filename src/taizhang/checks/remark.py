"""A remark: one thing in a paper that an auditor would stop at. A check: what is looked for, said once for all its remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

_NONE: Mapping[str, object] = MappingProxyType({})


class Severity(StrEnum):
    """How grave a remark is: an error is wrong, a warning should be looked at, a note is good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Remark:
    """One place in a paper and what is to be said about it.

    ``start`` and ``end`` are offsets into the text that was read, ``quote`` what stands there; a remark on the paper as a whole
    has an empty quote. ``sentence`` is the sentence around the quote: with the code it is the remark's key, which holds while
    the rest of the paper changes. ``answer`` is the reason somebody gave for leaving it so.
    """

    code: str
    severity: Severity
    message: str
    quote: str
    start: int
    end: int
    suggestion: str | None = None
    english: str = ""
    sentence: str = ""
    answer: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What the remark is known by when the paper comes back changed; one without a sentence by what it says."""
        return self.code, self.sentence or self.message

    def to_contract(self) -> dict[str, Any]:
        """The remark as ``taizhang check --json`` prints it."""
        plain: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "suggestion": self.suggestion,
            "english": self.english,
            "sentence": self.sentence,
        }
        return plain if self.answer is None else {**plain, "answer": self.answer}


@dataclass(frozen=True, slots=True)
class Example:
    """A small paper that raises a check, or one that comes near and does not; also run as a test."""

    text: str
    against: str | None = None  # the feedback that the paper answers, or an earlier paper of the same folder


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked for: its code, how grave it is, its sentence in both languages, an example and a counter-example.

    The sentences have places ({said}) that a remark fills; ``example`` is None where words cannot show it (the layout of a file).
    """

    code: str
    severity: Severity
    name: str
    english_name: str
    message: str
    english: str
    example: Example | None = None
    counter_example: Example | None = None

    def at(
        self,
        text: str,
        start: int,
        end: int,
        facts: Mapping[str, object] = _NONE,
        /,
        suggestion: str | None = None,
        severity: Severity | None = None,
    ) -> Remark:
        """The remark of this check on ``text[start:end]``; ``facts`` fill the places of its sentences."""
        return Remark(
            code=self.code,
            severity=severity or self.severity,
            message=self.message.format_map(facts),
            quote=text[start:end],
            start=start,
            end=end,
            suggestion=suggestion,
            english=self.english.format_map(facts),
            sentence=sentence(text, start, end),
        )


_ENDS = "。！？；\n"
_LONGEST = 300  # characters of a sentence on either side: a text without stops is no sentence


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around ``text[start:end]``, its spaces left out: the same when the paper is wrapped anew."""
    if start == end:
        return ""
    first = max(text.rfind(mark, max(0, start - _LONGEST), start) for mark in _ENDS) + 1
    first = max(first, start - _LONGEST, 0)
    lasts = [place for mark in _ENDS if (place := text.find(mark, end, end + _LONGEST)) >= 0]
    last = min(lasts, default=min(len(text), end + _LONGEST))
    return "".join(text[first:last].split())
