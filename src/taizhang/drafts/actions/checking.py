"""Checking a draft: the worker's step."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.checks.remark import WORST_FIRST
from taizhang.drafts.actions.writing import note
from taizhang.drafts.comparing import read_and_checked
from taizhang.drafts.known import touch
from taizhang.drafts.models import Draft, DraftState
from taizhang.drafts.result import Result, result_of, to_text
from taizhang.files import store
from taizhang.reading import Unreadable
from taizhang.reading.formats import containers

WORD = "docx"


def check(*, draft: Draft, at: datetime) -> Draft:
    """Check the draft. Doing it twice changes nothing: a task may be run again after a crash.

    It is read and checked before the transaction opens: on SQLite every writer would wait for it.
    """
    row = Draft.objects.select_related("original", "feedback", "brought_by", "follows").get(pk=draft.pk)
    if row.state != DraftState.WAITING:
        return row
    try:
        found = _found(row)
    except (Unreadable, store.Damaged) as error:
        row.state, row.problem = DraftState.UNREADABLE, str(error)
    except Exception:  # whatever goes wrong with one paper is said on its page, and does not come again every minute
        logging.getLogger(__name__).exception("Draft %s could not be checked", row.pk)
        row.state, row.problem = DraftState.UNREADABLE, _("校核时出了错，已记入日志。请告诉管理员，或另存为新文件后再试。")
    else:
        row.state, row.problem, row.result_text = DraftState.CHECKED, "", to_text(found)
    return _note_checked(row, at)


def _found(row: Draft) -> Result:
    data = store.fetch(row.original)
    result = result_of(*read_and_checked(row, data), word=containers.kind(data) == WORD)
    if row.follows is None or row.follows.state != DraftState.CHECKED:
        return result
    return result.after(row.follows.result)


@transaction.atomic
def _note_checked(row: Draft, at: datetime) -> Draft:
    """Write what was found, unless it was found already or the draft is to be checked anew."""
    now = Draft.objects.select_for_update().filter(pk=row.pk).first()
    if now is None or now.state != DraftState.WAITING or now.round != row.round:
        return now or row
    row.save(update_fields=["state", "problem", "result_text"])
    result = row.result
    touch(row.brought_by, result.keys(), at)
    severities = Counter(remark.severity for remark in result.remarks)
    note("check", row, {"state": row.state, **{severity.value: severities[severity] for severity in WORST_FIRST}}, by=None, at=at)
    return row
