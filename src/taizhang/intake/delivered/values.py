"""What people write into a cell, as the ledger takes it. What cannot be meant is refused with what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit
from taizhang.ledger.adoption import claimed_degree, last_day
from taizhang.ledger.list_columns import Wording
from taizhang.ledger.models import Horizon
from taizhang.reading import labels
from taizhang.reports.listed import MOST_SIGNS, Value, within_a_cell

_DAY = re.compile(r"\s*(\d{4})\s*[年./\-－]\s*(\d{1,2})\s*[月./\-－]\s*(\d{1,2})\s*[日号]?(?:\s+0?0:00(?::00)?)?\s*")
_EIGHT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*")
_SPACE = re.compile(r"[^\S\n]+")
# Anything but one plain space between signs that are seen beyond doubt.
_UNTIDY = re.compile(r"\s\s|\n | \n|[^\n !-~一-鿿、-〗！-￮·—–‘-”…①-⑳×°％]")


class NotMeant(Exception):
    """A cell's text cannot be meant; the message says what to write. ``field`` is the cell's, where one alone is at fault."""

    def __init__(self, why: str, field: str = "") -> None:
        super().__init__(why)
        self.field = field


def as_text(value: Value) -> str:
    """A value as it is compared with what comes back: days by name, spaces and unseen marks left out."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return same(str(value)) if value is not None else ""


@lru_cache(maxsize=20_000)  # what stands over many rows is the same text
def same(text: str) -> str:
    """A text as it is compared: no marks that are not seen, one space for several, no more than a cell holds."""
    if not _UNTIDY.search(text) and len(text) <= MOST_SIGNS // 2:
        return text.strip()
    seen = "".join(c for c in within_a_cell(text).replace("\r\n", "\n").replace("\r", "\n") if c == "\n" or _seen(c))
    return "\n".join(_SPACE.sub(" ", line).strip() for line in seen.split("\n")).strip()


def _seen(mark: str) -> bool:
    return unicodedata.category(mark) not in {"Cc", "Cf", "Cs", "Cn"}


def day_of(text: str) -> date | None:
    """The day a cell names, where it names nothing else."""
    found = _DAY.fullmatch(text) or _EIGHT.fullmatch(text)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def as_day_text(text: str) -> str:
    """``text`` with a day written as ``as_text`` writes it."""
    day = day_of(text)
    return as_text(day) if day else same(text)


def day_wanted(text: str, today: date) -> date:
    """The day a cell must name: not after today."""
    day = day_of(text)
    if day is None:
        raise NotMeant(_("“%(text)s”不是日期，请写成 2026-6-30 这样。") % {"text": text[:30]}, "as_of")
    if day > today:
        raise NotMeant(_("截至日期不能晚于今天。"), "as_of")
    return day


def deadline_wanted(text: str, year: int) -> dict[str, Any]:
    """A time limit as the ledger keeps it: a day, or the words with the day they name."""
    if day := day_of(text):
        return {"deadline": day, "deadline_text": ""}
    if len(text) > 120:
        raise NotMeant(_("时限不能超过%(n)d个字。") % {"n": 120}, "deadline")
    return {"deadline": last_day(labels.deadline(text, year).iso) if text else None, "deadline_text": text}


def unit_wanted(text: str, wording: Wording, known: Mapping[str, Unit], body: str) -> Unit | None:
    """The unit a cell names."""
    if not text:
        return None
    if unit := wording.units.get(text) or known.get(text):
        return unit
    why = _("“%(body)s”没有名为“%(unit)s”的单位，请从下拉列表中选择。") % {"body": body, "unit": text[:60]}
    raise NotMeant(why, "lead_unit")


def leader_wanted(field: str, text: str) -> str:
    """Who answers or assists, as written."""
    most = {"leader": 120, "assisting": 500}[field]
    if len(text) > most:
        raise NotMeant(_("这一格不能超过%(n)d个字。") % {"n": most}, field)
    return text


def horizon_wanted(text: str, wording: Wording) -> str:
    """The kind of time limit a cell names."""
    by_word = {word: kind for kind, word in wording.horizons.items()}
    if not text or text in Horizon.values or text in by_word:
        return by_word.get(text, text)
    facts = {"text": text[:30], "words": "、".join(wording.horizons.values())}
    raise NotMeant(_("没有“%(text)s”这种整改类型，请写%(words)s之一。") % facts, "horizon")


def degree_wanted(text: str, wording: Wording) -> str:
    """The degree a cell claims."""
    by_word = {word: degree for degree, word in wording.degrees.items()}
    if not text:
        return ""
    if degree := by_word.get(text) or claimed_degree(text):
        return degree
    facts = {"text": text[:30], "words": "、".join(wording.degrees.values())}
    raise NotMeant(_("看不出“%(text)s”是哪种完成程度，请写%(words)s之一。") % facts, "degree")
