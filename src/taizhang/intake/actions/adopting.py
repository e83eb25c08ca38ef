"""From a paper to a ledger: a new one made of it, or the paper laid on one that is open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.intake import laying, naming
from taizhang.intake.actions.writing import open_paper
from taizhang.intake.models import Paper, PaperState
from taizhang.ledger import actions as ledger_actions
from taizhang.ledger import policy as ledger_policy
from taizhang.ledger.models import Finding, Ledger

# Papers that tell of work under way; the others bring findings or measures still to be worked on.
REPORTING_KINDS = {"报告", "通报", "审计报告", "总结", "新闻", "台账"}
NO_CHOICES: Mapping[str, str] = {}


class BroughtBefore(Exception):
    """The same file was made into a ledger already. Ask the person; then say ``again``."""

    def __init__(self, earlier: Paper) -> None:
        super().__init__(_("这份文件已经生成过台账“%(ledger)s”。") % {"ledger": earlier.ledger})
        self.earlier = earlier


@transaction.atomic
def adopt(
    *,
    paper: Paper,
    opening: ledger_actions.Opening,
    again: bool,
    units: Mapping[str, str] = NO_CHOICES,
    by: User,
    at: datetime,
) -> Ledger:
    """Make the paper's Sheet a ledger. Raises BroughtBefore for a file that became a ledger before, unless ``again``.

    ``units`` says what becomes of lead units that are not known by the name they are written with (``naming.settle``).
    """
    row = open_paper(paper, by)
    earlier = before(row)
    if earlier and not again:
        raise BroughtBefore(earlier)
    reported = row.reading.get("document_kind") in REPORTING_KINDS
    meant = naming.settle(units, row.sheet, opening.body, by=by, at=at)
    ledger = ledger_actions.adopt(
        opening=opening, sheet=row.sheet, source=row.original, reported=reported, units=meant, by=by, at=at
    )
    row.state, row.ledger = PaperState.ADOPTED, ledger
    row.save(update_fields=["state", "ledger"])
    return ledger


@transaction.atomic
def lay(
    *,
    paper: Paper,
    ledger: Ledger,
    choices: Mapping[int, str],
    version: int | None = None,
    units: Mapping[str, str] = NO_CHOICES,
    by: User,
    at: datetime,
) -> list[Finding]:
    """Lay the paper on an open ledger, each finding as chosen; returns what was changed or added.

    The choices count the paper's findings, so they hold for its ``version`` only: raises Overtaken at another.
    """
    row = open_paper(paper, by, version)
    if not ledger_policy.visible_ledgers(by).filter(pk=ledger.pk).exists():
        raise ledger_actions.Refused(_("没有这份台账，或者您不能查看。"))
    additions = laying.additions(row.sheet, ledger, choices)
    if not additions:
        raise ValidationError(_("没有选中任何一条；请至少选一条列入或并入台账。"))
    meant = naming.settle(units, row.sheet, ledger.body, by=by, at=at)
    touched = ledger_actions.lay(ledger=ledger, additions=additions, source=row.original, units=meant, by=by, at=at)
    row.state, row.ledger = PaperState.ADOPTED, ledger
    row.save(update_fields=["state", "ledger"])
    return touched


def before(paper: Paper) -> Paper | None:
    """An earlier paper with the same bytes that became a ledger; None where there is none."""
    same = Paper.objects.filter(original=paper.original, ledger__isnull=False).exclude(pk=paper.pk)
    return same.select_related("ledger").first()
