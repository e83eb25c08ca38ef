"""Changing what was read, line by line or by saying what a table's headings mean; and taking the last change back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang import sheet
from taizhang.accounts.models import User
from taizhang.files.store import Damaged
from taizhang.intake import mending, senders
from taizhang.intake.actions.receiving import read_into
from taizhang.intake.actions.writing import changed, keep_before, open_paper
from taizhang.intake.models import Paper
from taizhang.reading import Unreadable


class MendedBefore(Exception):
    """Reading the paper again puts aside the mends that were made. Ask the person; then say ``over_mends``."""

    def __init__(self, mends: int) -> None:
        super().__init__(_("已经作过%(n)d处修改，重新识读会先放下它们（可以撤销）。请确认。") % {"n": mends})


@transaction.atomic
def mend(*, paper: Paper, name: str, line: int, facts: dict[str, Any], version: int, by: User, at: datetime) -> Paper:
    """Change what was read, at one line of its Sheet (``mending.MENDS``). Raises CannotMend, Overtaken."""
    row = open_paper(paper, by, version)
    mended = mending.mend(row.sheet, name, line, **facts)
    keep_before(row, name, by, at)
    row.sheet_text = json.dumps(sheet.to_plain(mended), ensure_ascii=False)
    told = {key: [fact.start, fact.end] if isinstance(fact, sheet.Span) else fact for key, fact in facts.items()}
    return changed(row, "paper:mend", {"mend": name, "line": line, **told}, by, at)


@transaction.atomic
def map_headings(
    *, paper: Paper, sender: str, chosen: Mapping[str, str], over_mends: bool, version: int, by: User, at: datetime
) -> Paper:
    """Say what headings mean, remember it for the ``sender``, and read the paper again by it.

    Mends made before are put aside, which ``undo`` takes back: raises MendedBefore unless ``over_mends``. Raises Overtaken.
    """
    row = open_paper(paper, by, version)
    if not sender.strip():
        raise ValidationError(_("请写明这份表是谁报来的，以后同一单位的表就不用再选。"))
    if (mends := row.mends.count()) and not over_mends:
        raise MendedBefore(mends)
    keep_before(row, "map_headings", by, at)
    row.sender = sender.strip()[: senders.NAME_LENGTH]
    senders.remember_for(row, chosen, at=at)
    try:
        read_into(row)
    except (Unreadable, Damaged) as error:
        raise ValidationError(str(error)) from error
    return changed(row, "paper:map_headings", {"sender": row.sender, "chosen": dict(chosen)}, by, at)


@transaction.atomic
def undo(*, paper: Paper, version: int, by: User, at: datetime) -> Paper:
    """Take back the last change. Raises ValidationError where there is none left."""
    row = open_paper(paper, by, version)
    last = row.mends.last()
    if last is None:
        raise ValidationError(_("没有可以撤销的修改。"))
    row.sheet_text = last.before
    last.delete()
    return changed(row, "paper:undo", {"mend": last.name}, by, at)
