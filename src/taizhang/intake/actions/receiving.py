"""Taking a file in – it is looked at before anything of it is kept – and reading it."""

from __future__ import annotations

import json
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang import sheet
from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.accounts.roles import Role
from taizhang.files import pictures, store
from taizhang.files.incoming import examined
from taizhang.intake.models import Paper, PaperState
from taizhang.intake.senders import headings_for
from taizhang.journal.append import SYSTEM, Entry, append, site_log
from taizhang.reading import Unreadable, to_contract
from taizhang.reading import read as read_file


def receive(*, data: bytes, name: str, sender: str = "", by: User, at: datetime) -> Paper:
    """Take in a file and keep its original; it is read afterwards (``read``). Raises Refused or ValidationError.

    What cannot be opened, and what is marked secret, is refused before anything of it is kept.
    """
    if not by.has_role(Role.OFFICE):
        raise Refused(_("导入文件由整改办办理。"))
    examined(data, name, by=by.actor, at=at)
    return _kept(data, name, sender, by, at)


@transaction.atomic
def _kept(data: bytes, name: str, sender: str, by: User, at: datetime) -> Paper:
    original = store.keep(data, at=at)
    paper = Paper.objects.create(original=original, name=name[-200:], sender=sender.strip()[:120], brought_by=by, brought_at=at)
    facts = {"name": paper.name, "digest": paper.original.digest, "size": paper.original.size}
    append(site_log(), [Entry("paper:receive", f"paper:{paper.pk}", facts)], by=by.actor, at=at)
    return paper


def read(*, paper: Paper, at: datetime) -> Paper:
    """Read the paper. Reading it twice changes nothing: a task may be run again after a crash.

    It is read before the transaction opens: an old Word file takes seconds, and on SQLite every writer would wait for it.
    """
    row = Paper.objects.select_related("original", "brought_by").get(pk=paper.pk)
    if row.state != PaperState.WAITING:
        return row
    try:
        read_into(row)
    except (Unreadable, store.Damaged) as error:
        row.state, row.problem = PaperState.UNREADABLE, str(error)
    else:
        row.state = PaperState.READ
    return _note_read(row, at)


@transaction.atomic
def _note_read(row: Paper, at: datetime) -> Paper:
    """Write what was read, unless another run of the task was quicker."""
    now = Paper.objects.select_for_update().get(pk=row.pk)
    if now.state != PaperState.WAITING:
        return now
    row.save(update_fields=["state", "problem", "pages", "reading_text", "sheet_text"])
    append(site_log(), [Entry(f"paper:{row.state}", f"paper:{row.pk}", {"name": row.name})], by=SYSTEM, at=at)
    return row


def read_into(row: Paper) -> None:
    """Put into the row what is read in its original, by the headings known for its sender. Raises Unreadable, Damaged."""
    data = store.fetch(row.original)
    found = read_file(data, row.name, settings.READING_LIMITS, headings_for(row))
    row.pages = pictures.page_count(data)
    row.reading_text = json.dumps(to_contract(found), ensure_ascii=False)
    row.sheet_text = json.dumps(sheet.to_plain(found.sheet), ensure_ascii=False)
