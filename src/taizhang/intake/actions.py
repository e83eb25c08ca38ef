"""What can be done with a paper. Each is one transaction that leaves one event in the site's log (adopting: in the ledger's)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang import reading, sheet
from taizhang.accounts.models import User
from taizhang.accounts.roles import Role
from taizhang.files import store
from taizhang.intake import laying, mending, policy
from taizhang.intake.models import Mend, Paper, PaperState
from taizhang.journal.append import SYSTEM, Entry, append, site_log
from taizhang.ledger import actions as ledger_actions
from taizhang.ledger import policy as ledger_policy
from taizhang.ledger.models import Finding, Ledger
from taizhang.reading.contract import to_contract
from taizhang.reading.document import Unreadable

# Papers that tell of work under way; the others bring findings or measures still to be worked on.
REPORTING_KINDS = {"报告", "通报", "审计报告", "总结", "新闻", "台账"}


class BroughtBefore(Exception):
    """The same file was made into a ledger already. Ask the person; then say ``again``."""

    def __init__(self, earlier: Paper) -> None:
        super().__init__(_("这份文件已经生成过台账“%(ledger)s”。") % {"ledger": earlier.ledger})
        self.earlier = earlier


class Overtaken(Exception):
    """Somebody else mended the paper meanwhile; nothing was written. ``paper`` is as it stands now."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(_("这份文件刚被别人修改过，已显示最新内容，请核对后再改。"))
        self.paper = paper


@transaction.atomic
def receive(*, data: bytes, name: str, by: User, at: datetime) -> Paper:
    """Take in a file and keep its original; it is read afterwards (``read``). Raises Refused or ValidationError."""
    if not by.has_role(Role.OFFICE):
        raise ledger_actions.Refused(_("导入文件由整改办办理。"))
    if not data.strip():
        raise ValidationError(_("“%(name)s”是空文件，请检查后重新选择。") % {"name": name})
    paper = Paper.objects.create(original=store.keep(data, at=at), name=name[-200:], brought_by=by, brought_at=at)
    facts = {"name": paper.name, "digest": paper.original.digest, "size": paper.original.size}
    append(site_log(), [Entry("paper:receive", f"paper:{paper.pk}", facts)], by=by.actor, at=at)
    return paper


@transaction.atomic
def read(*, paper: Paper, at: datetime) -> Paper:
    """Read the paper. Reading it twice changes nothing: a task may be run again after a crash."""
    row = Paper.objects.select_for_update(of=("self",)).select_related("original").get(pk=paper.pk)
    if row.state != PaperState.WAITING:
        return row
    try:
        found = reading.read(store.fetch(row.original), row.name)
    except (Unreadable, store.Damaged) as error:
        row.state, row.problem = PaperState.UNREADABLE, str(error)
    else:
        row.state = PaperState.READ
        row.reading_text = json.dumps(to_contract(found), ensure_ascii=False)
        row.sheet_text = json.dumps(sheet.to_plain(found.sheet), ensure_ascii=False)
    row.save(update_fields=["state", "problem", "reading_text", "sheet_text"])
    append(site_log(), [Entry(f"paper:{row.state}", f"paper:{row.pk}", {"name": row.name})], by=SYSTEM, at=at)
    return row


@transaction.atomic
def adopt(*, paper: Paper, opening: ledger_actions.Opening, again: bool, by: User, at: datetime) -> Ledger:
    """Make the paper's Sheet a ledger. Raises BroughtBefore for a file that became a ledger before, unless ``again``."""
    row = _open_paper(paper, by)
    earlier = before(row)
    if earlier and not again:
        raise BroughtBefore(earlier)
    reported = row.reading.get("document_kind") in REPORTING_KINDS
    ledger = ledger_actions.adopt(opening=opening, sheet=row.sheet, source=row.original, reported=reported, by=by, at=at)
    row.state, row.ledger = PaperState.ADOPTED, ledger
    row.save(update_fields=["state", "ledger"])
    return ledger


@transaction.atomic
def lay(*, paper: Paper, ledger: Ledger, choices: Mapping[int, str], by: User, at: datetime) -> list[Finding]:
    """Lay the paper on an open ledger, each finding as chosen; returns what was changed or added."""
    row = _open_paper(paper, by)
    if not ledger_policy.visible_ledgers(by).filter(pk=ledger.pk).exists():
        raise ledger_actions.Refused(_("没有这份台账，或者您不能查看。"))
    additions = laying.additions(row.sheet, ledger, choices)
    if not additions:
        raise ValidationError(_("没有选中任何一条；请至少选一条列入或并入台账。"))
    touched = ledger_actions.lay(ledger=ledger, additions=additions, source=row.original, by=by, at=at)
    row.state, row.ledger = PaperState.ADOPTED, ledger
    row.save(update_fields=["state", "ledger"])
    return touched


@transaction.atomic
def mend(*, paper: Paper, name: str, line: int, facts: dict[str, Any], version: int, by: User, at: datetime) -> Paper:
    """Change what was read, at one line of its Sheet (``mending.MENDS``). Raises CannotMend, Overtaken."""
    row = _open_paper(paper, by)
    if row.version != version:
        raise Overtaken(row)
    before = row.sheet_text
    row.sheet_text = json.dumps(sheet.to_plain(mending.mend(row.sheet, name, line, **facts)), ensure_ascii=False)
    Mend.objects.create(paper=row, version=row.version, name=name, before=before, by=by, at=at)
    told = {key: [fact.start, fact.end] if isinstance(fact, sheet.Span) else fact for key, fact in facts.items()}
    return _mended(row, "paper:mend", {"mend": name, "line": line, **told}, by, at)


@transaction.atomic
def undo(*, paper: Paper, version: int, by: User, at: datetime) -> Paper:
    """Take back the last mend. Raises ValidationError where there is none left."""
    row = _open_paper(paper, by)
    if row.version != version:
        raise Overtaken(row)
    last = row.mends.last()
    if last is None:
        raise ValidationError(_("没有可以撤销的修改。"))
    row.sheet_text = last.before
    last.delete()
    return _mended(row, "paper:undo", {"mend": last.name}, by, at)


def _mended(row: Paper, event: str, facts: dict[str, Any], by: User, at: datetime) -> Paper:
    row.version += 1
    row.save(update_fields=["sheet_text", "version"])
    append(site_log(), [Entry(event, f"paper:{row.pk}", facts)], by=by.actor, at=at)
    return row


def _open_paper(paper: Paper, by: User) -> Paper:
    """The paper, locked, if ``by`` may work on it and it has not become a ledger yet."""
    row = Paper.objects.select_for_update(of=("self",)).select_related("original").get(pk=paper.pk)
    if not policy.visible_papers(by).filter(pk=row.pk).exists():
        raise ledger_actions.Refused(_("这份文件由导入它的整改办办理。"))
    if row.state != PaperState.READ:
        raise ValidationError(_("“%(name)s”%(state)s，不能再改。") % {"name": row.name, "state": row.get_state_display()})
    return row


def before(paper: Paper) -> Paper | None:
    """An earlier paper with the same bytes that became a ledger; None where there is none."""
    same = Paper.objects.filter(original=paper.original, ledger__isnull=False).exclude(pk=paper.pk)
    return same.select_related("ledger").first()
