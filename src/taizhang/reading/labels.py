"""Attributes told with their label: 责任领导：…；整改时限：… in a row of its own, run in, or in brackets; （…负责）."""

from __future__ import annotations

import re
from dataclasses import dataclass

from taizhang.reading.dates import read_dates
from taizhang.reading.words import words_of
from taizhang.sheet import Deadline, Responsibility

LEADER, LEAD_UNIT, ASSISTING, DEADLINE, STATE = "leader", "lead_unit", "assisting", "deadline", "state"
MEASURES, MANIFESTATIONS, STATEMENT, PROGRESS, ASPECT = "measures", "manifestations", "statement", "progress", "aspect"

FIELDS = {name: field for field, names in words_of("labels").items() for name in names}
_NAMES = "|".join(sorted(FIELDS, key=len, reverse=True))
LABEL = re.compile(rf"(?<![一-龥])(?:[【\[（(]\s*)?(?P<label>{_NAMES})(?:\s*[】\]）)])?\s*(?:[:：]|(?<=[】\]）)]))\s*")
_OF_DUTY = [name for name, field in FIELDS.items() if field in (LEADER, LEAD_UNIT, ASSISTING, DEADLINE, STATE)]
_DUTIES = "|".join(sorted(_OF_DUTY, key=len, reverse=True))
# Blanks within a line only, and never tried twice: damaged pages hold thousands of them.
_B = r"[^\S\n]*+"
LABEL_ROW = re.compile(rf"\n{_B}[【\[（(]?{_B}(?:{_DUTIES}){_B}[】\]]?{_B}[:：】\]]")
_VALUE_END = re.compile(r"[；;。\n）)】]|[，,、]\s*+(?=(?:" + _NAMES + r")\s*+[:：])|(?:\s|^)(?=(?:" + _NAMES + r")\s*+[:：])")
_IN_CHARGE = re.compile(
    r"[（(](?P<who>[^（()）\n]{2,80}?)(?:等(?:有关部门|部门|单位)?)?(?:分别|共同|按职责分工)?(?:牵头)?负责(?:[，,；;][^（()）\n]{0,80})?[）)]\s*$"
)
_STATE_IN_BRACKETS = re.compile(
    r"[（(](?P<state>(?:已|基本|正在|未|尚未|部分|阶段性|长期|持续|立行立改|全部)[^（()）\n]{0,30}?(?:完成|整改|推进|坚持|销号|到位|启动|落实)[^（()）\n]{0,12})[）)][。；;]?\s*$"
)
_UNIT_SEPARATOR = re.compile(r"[、，,；;\s]+|(?<=[局委办部科室处院校会])和")
_HORIZONS = (
    ("立行立改", "立行立改|立即整改|即知即改|立查立改"),
    ("分阶段", "分阶段|分期|分步"),
    ("长期", "长期|持续|常态化|常抓不懈"),
)


NOBODY = Responsibility()


@dataclass(frozen=True, slots=True)
class Told:
    """What a stretch of text tells of duty, time and state."""

    responsibility: Responsibility = NOBODY
    deadline: Deadline | None = None
    state: str | None = None


def told(text: str, year: int | None = None) -> Told:
    """The labelled attributes of a measure's or finding's text; brackets at its end (…负责), (已完成) are read too."""
    fields: dict[str, str] = {}
    if "：" in text or ":" in text or "】" in text:
        for label in LABEL.finditer(text):
            value = _value(text, label.end())
            if value:
                fields.setdefault(FIELDS[label["label"]], value)
    if text[-1:] in "）)。；; \n" and "负责" in text[-90:] and (charge := _IN_CHARGE.search(text[-160:].rstrip("。；; \n"))):
        fields.setdefault(LEAD_UNIT, charge["who"])
    if text[-2:].strip("。；; \n")[-1:] in ("）", ")") and (state := _STATE_IN_BRACKETS.search(text[-60:])):
        fields.setdefault(STATE, state["state"])
    return told_of(fields, year)


def told_of(fields: dict[str, str], year: int | None = None) -> Told:
    """The same from fields already told apart, as a table has them."""
    if not fields:
        return Told()
    lead, *others = units(fields.get(LEAD_UNIT, "")) or [""]
    assisting = (*others, *units(fields.get(ASSISTING, "")))
    limit = fields.get(DEADLINE)
    return Told(
        Responsibility(fields.get(LEADER) or None, lead or None, assisting),
        deadline(limit, year) if limit else None,
        fields.get(STATE) or None,
    )


def units(text: str) -> list[str]:
    """The units a cell or label names, in its order."""
    return [unit for unit in _UNIT_SEPARATOR.split(text.strip(" 。；;")) if unit]


def deadline(text: str, year: int | None = None) -> Deadline:
    """A time limit as written, with its day or month and its horizon where the words tell them."""
    calendar = read_dates(text, year)
    days = [d.iso for d in calendar.dates if d.iso and len(d.iso) > 4] + [p.end for p in calendar.periods]
    horizon = next((name for name, words in _HORIZONS if re.search(words, text)), "限期" if days else None)
    return Deadline(text, days[-1] if days else None, horizon)


def _value(text: str, start: int) -> str:
    end = _VALUE_END.search(text, start)
    return text[start : end.start() if end else len(text)].strip(" 　，,、")
