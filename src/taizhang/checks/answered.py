"""Answers to remarks: a reason for leaving something as it is, which holds while its sentence stays, whatever else changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from taizhang.checks.remark import Remark

LONGEST = 500
LARGEST = 4 * 1024 * 1024


class BadAnswers(Exception):
    """A file of answers cannot be read. The message is for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Why one remark is left so: known by its code and sentence, given on a day."""

    code: str
    sentence: str
    reason: str
    on: str | None = None


def answered(remarks: Sequence[Remark], answers: Iterable[Answer]) -> list[Remark]:
    """The remarks, those that somebody answered with the reason."""
    reasons = {(answer.code, answer.sentence): answer.reason for answer in answers}
    return [replace(remark, answer=reasons.get(remark.key)) for remark in remarks]


def to_answer(remark: Remark, reason: str, on: str | None = None) -> Answer:
    """The reason as the answer to this remark."""
    return Answer(*remark.key, " ".join(reason.split())[:LONGEST], on)


def with_answer(answers: Sequence[Answer], one: Answer) -> tuple[Answer, ...]:
    """The answers with this one, in place of an earlier one to the same remark."""
    others = (answer for answer in answers if (answer.code, answer.sentence) != (one.code, one.sentence))
    return (*others, one)


def to_text(answers: Iterable[Answer]) -> str:
    """The answers as the text of a file; ``from_text`` is its inverse."""
    plain = [{"code": a.code, "sentence": a.sentence, "reason": a.reason, "on": a.on} for a in answers]
    return json.dumps({"answers": plain}, ensure_ascii=False, indent=1) + "\n"


def from_text(text: str) -> tuple[Answer, ...]:
    """The answers of a file. Raises BadAnswers."""
    try:
        if len(text) > LARGEST:
            raise ValueError
        return tuple(_answer(plain) for plain in json.loads(text)["answers"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadAnswers("记录校核说明的 .remarks.json 文件写坏了。请改正或删去它再试。") from error


def _answer(plain: Any) -> Answer:
    code, sentence, reason, on = (plain.get(key) for key in ("code", "sentence", "reason", "on"))
    if not (isinstance(code, str) and isinstance(sentence, str) and isinstance(reason, str)):
        raise TypeError
    return Answer(code, sentence, reason, on if isinstance(on, str) else None)
