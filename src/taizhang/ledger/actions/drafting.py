"""Drafting measures on screen, before the plan they stand in is approved."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from taizhang import sheet as paper
from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.ledger import as_of, policy
from taizhang.ledger.actions.writing import change, lock, store, told_of
from taizhang.ledger.adoption import STEP, Layout
from taizhang.ledger.models import Finding, Ledger, Measure
from taizhang.ledger.plans import title_of


@transaction.atomic
def add_measure(*, finding: Finding, text: str, by: User, at: datetime) -> Measure:
    """One more measure under a finding, drafted; it wants a version of the plan before it is handed down."""
    Ledger.objects.select_for_update().get(pk=finding.ledger_id)  # numbers are given to one person at a time
    [row] = lock(Finding, [finding.pk])
    if why := policy.why_not(by, "add_measure", row):
        raise Refused(why)
    last = row.ledger.measures.aggregate(last=Max("serial"))["last"] or 0
    place = (row.measures.aggregate(last=Max("position"))["last"] or 0) // STEP + 1
    layout = Layout(row.ledger, None, False, {}, measures_before=last)
    layout.measure(row, place, paper.Measure(None, title_of(_written(text)), _written(text)))
    store(row.ledger, layout.rows)
    [measure] = layout.rows.measures
    row.version += 1
    row.save(update_fields=["version"])
    told = {**told_of(measure), "key": measure.key, "title": measure.title, "text": measure.text}
    log = append(row.ledger.log_key, [Entry("finding:add_measure", row.key, {"measures": [told]})], by=by.actor, at=at)
    as_of.begin(row.ledger, layout.rows, {row.serial: log.size - 1}, at)
    return row.ledger.measures.get(serial=measure.serial)


@transaction.atomic
def reword(*, measure: Measure, text: str, version: int, by: User, at: datetime) -> Measure:
    """Say a drafted measure in other words; once the plan is approved, that is a change of the plan."""
    wanted = {"title": title_of(_written(text)), "text": _written(text)}
    return change(measure, "reword", wanted, version=version, by=by, at=at)


def _written(text: str) -> str:
    if not text.strip():
        raise ValidationError(_("请写明整改措施。"))
    return text.strip()
