"""How every action on a paper writes: the row locked, the policy asked, the version held, the event left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.intake import policy
from taizhang.intake.models import Mend, Paper, PaperState
from taizhang.journal.append import Entry, append, site_log


class Overtaken(Exception):
    """Somebody else mended the paper meanwhile; nothing was written. ``paper`` is as it stands now."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(_("这份文件刚被别人修改过，已显示最新内容，请核对后再改。"))
        self.paper = paper


def open_paper(paper: Paper, by: User, version: int | None = None) -> Paper:
    """The paper, locked, if ``by`` may work on it and it has not become a ledger yet. Raises Overtaken at another version."""
    row = Paper.objects.select_for_update(of=("self",)).select_related("original").get(pk=paper.pk)
    if not policy.visible_papers(by).filter(pk=row.pk).exists():
        raise Refused(_("这份文件由导入它的整改办办理。"))
    if row.state != PaperState.READ:
        raise ValidationError(_("“%(name)s”%(state)s，不能再改。") % {"name": row.name, "state": row.get_state_display()})
    if version is not None and row.version != version:
        raise Overtaken(row)
    return row


def keep_before(row: Paper, name: str, by: User, at: datetime) -> None:
    """Keep the Sheet as it is before it is changed, so that the change can be taken back."""
    Mend.objects.create(paper=row, version=row.version, name=name, before=row.sheet_text, by=by, at=at)


def changed(row: Paper, event: str, facts: dict[str, Any], by: User, at: datetime) -> Paper:
    """Write what was read as it is now, as a new version."""
    row.version += 1
    row.save(update_fields=["reading_text", "sheet_text", "sender", "version"])
    append(site_log(), [Entry(event, f"paper:{row.pk}", facts)], by=by.actor, at=at)
    return row
