"""Ending a ledger by decision of the leading group: cancelled (撤销台账), or merged into another (并入) with what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang import sheet as paper_sheet
from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.ledger import as_of, ending, policy, tally
from taizhang.ledger.actions import signing
from taizhang.ledger.actions.signing import Paper, Signed
from taizhang.ledger.actions.writing import store, told_of
from taizhang.ledger.adoption import Rows
from taizhang.ledger.following import Moved
from taizhang.ledger.going_over import Copies, copy_finding, copy_under, gathered, keys_of, named
from taizhang.ledger.models import Ending, Evidence, Finding, Ledger, Measure, Milestone, Occurrence, Slot
from taizhang.ledger.models.finding import Accountability, Amount
from taizhang.ledger.placing import last_serial, new_aspect, next_serial, place_in
from taizhang.ledger.tally import Counted, counted
from taizhang.ledger.typed import said

_PLACES = ("body", "pinned", "office_unit", "supervised_by")


@transaction.atomic
def cancel_ledger(*, ledger: Ledger, reason: str, paper: Paper | None = None, by: User, at: datetime) -> Ledger:
    """Cancel a ledger (撤销): everything stays to be read as it stands, nothing is done in it, and nothing falls due."""
    why = said(reason, _("撤销的理由"))
    [row] = _held(ledger)
    signer = _decided(row, paper, False, by, at)
    facts = {"reason": why, "signed": signer.facts, "open": ending.open_now(row)}
    _end(row, Ending.CANCELLED, why, signer, None)
    append(row.log_key, [Entry("ledger:cancel", "ledger", facts)], by=by.actor, at=at)
    return row


@transaction.atomic
def merge_ledger(*, ledger: Ledger, into: Ledger, reason: str, paper: Paper | None = None, by: User, at: datetime) -> Ledger:
    """Merge a ledger ``into`` another of the same body (并入): what is open goes on there, what is closed stays where it is.

    What went over counts here until the day before, and there from today; each side keeps events that name the other.
    """
    why = said(reason, _("并入的理由"))
    if into.pk == ledger.pk or into.body_id != ledger.body_id:
        raise ValidationError(_("请选择同一单位的另一本台账来并入。"))
    row, target = _held(ledger, into)
    signer = _decided(row, paper, True, by, at)
    if over := policy.why_over(target):
        raise Refused(over)
    olds = gathered(ending.going_over(row))
    _end(row, Ending.MERGED, why, signer, target)
    news = _taken_in(row, target, olds, why, by, at)
    _given_away(row, target, olds, news, {"reason": why, "signed": signer.facts}, by, at)
    return row


def _held(*ledgers: Ledger) -> list[Ledger]:
    """The ledgers, locked in the order of their keys, in the order given."""
    rows = Ledger.objects.select_for_update(of=("self",)).select_related(*_PLACES)
    held = {row.pk: row for row in rows.filter(pk__in=[ledger.pk for ledger in ledgers]).order_by("pk")}
    return [held[ledger.pk] for ledger in ledgers]


def _decided(row: Ledger, paper: Paper | None, merging: bool, by: User, at: datetime) -> Signed:
    """Who signed for the leading group. Raises Refused where it is not his, or where something bars it."""
    if why := ending.why_not_end(by, row, on_paper=paper is not None):
        raise Refused(why)
    if against := ending.bars(row, merging=merging):
        raise Refused("".join(against))
    return signing.signed(paper, by=by, at=at, capacity=str(row.profile.words.leading_group), unit=row.body)


def _end(row: Ledger, how: Ending, why: str, signer: Signed, into: Ledger | None) -> None:
    row.ended, row.ended_on, row.ended_by, row.ended_reason = how, signer.on, signer.name, why
    row.ended_reference = signer.reference or signer.meeting
    row.merged_into, row.merged_into_title = into, into.title if into else ""
    names = ("ended", "ended_on", "ended_by", "ended_reason", "ended_reference", "merged_into", "merged_into_title")
    row.save(update_fields=names)


def _taken_in(row: Ledger, target: Ledger, olds: Sequence[Finding], why: str, by: User, at: datetime) -> list[Finding]:
    """The open findings as findings of ``target``, in their order, with an event each."""
    copies, last = Copies(), last_serial(target.measures.all())
    for old in olds:
        last = copy_under(old, _placed(old, target, copies), last, copies)
    news = copies.rows.findings
    _contain(olds, news)
    _store(target, copies)
    facts = {"ledger": row.log_key, "title": row.title, "reason": why, "findings": sum(one.stated for one in news)}
    came = [Entry("finding:come_over", new.key, _told(new, copies.rows)) for new in news]
    log = append(target.log_key, [Entry("ledger:take_in", "ledger", facts), *came], by=by.actor, at=at)
    as_of.begin(target, copies.rows, {new.serial: seq for seq, new in enumerate(news, log.size - len(news))}, at)
    return news


def _placed(old: Finding, target: Ledger, copies: Copies) -> Finding:
    """The copy of ``old`` behind the last of its aspect, which is made where ``target`` has none of that title."""
    same = target.aspects.filter(title=old.aspect.title).first()
    aspect = same or new_aspect(target, paper_sheet.Aspect(old.aspect.number, old.aspect.title))
    new = copy_finding(old, target, aspect, next_serial(target.findings.all()), place_in(aspect, 1))
    new.save(force_insert=True)  # at once: the next one's number and place hang on it
    copies.rows.findings.append(new)
    return new


def _contain(olds: Sequence[Finding], news: Sequence[Finding]) -> None:
    """What was handed over on site stays within the finding that contains it, where that goes over too."""
    by_old = {old.pk: new for old, new in zip(olds, news, strict=True)}
    for old, new in zip(olds, news, strict=True):
        if container := by_old.get(old.within_id or 0):
            new.within = container
            new.save(update_fields=["within"])


def _store(target: Ledger, copies: Copies) -> None:
    store(target, Rows([], [], copies.rows.manifestations, copies.rows.measures))
    tally.add(target, Counter(key for new in copies.rows.findings for key in tally.keys(new)))
    measures = {m.serial: m for m in Measure.objects.filter(finding__in=copies.rows.findings)}
    parts = {(p.finding_id, p.position): p for new in copies.rows.findings for p in new.manifestations.all()}
    for measure, answered in copies.answers:
        measure.pk = measures[measure.serial].pk
        measure.answers.set(parts[part.finding_id, part.position] for part in answered)
    for hanging in (copies.slots, copies.evidence, copies.milestones, copies.occurrences):
        for one in hanging:
            one.measure = one.measure  # takes its key: it had none when the copy was made
    Slot.objects.bulk_create(copies.slots)
    for given in copies.evidence:
        given.slot = given.slot
    Evidence.objects.bulk_create(copies.evidence)
    Milestone.objects.bulk_create(copies.milestones)
    Occurrence.objects.bulk_create(copies.occurrences)
    Amount.objects.bulk_create(copies.amounts)
    Accountability.objects.bulk_create(copies.accountability)


def _told(new: Finding, rows: Rows) -> dict[str, Any]:
    """What the event keeps of a finding that came over, with everything under it."""
    return {
        **told_of(new),
        "aspect": new.aspect.title,
        "statement": new.statement,
        "stated": new.stated,
        "within": new.within.key if new.within else "",
        "came_from": new.came_from_text,
        **({"repeats_text": new.repeats_text} if new.repeats_text else {}),
        "manifestations": [part.text for part in rows.manifestations if part.finding is new],
        "measures": [
            {**told_of(one), "key": one.key, "title": one.title, "text": one.text} for one in rows.measures if one.finding is new
        ],
    }


def _given_away(
    row: Ledger, target: Ledger, olds: Sequence[Finding], news: Sequence[Finding], facts: dict[str, Any], by: User, at: datetime
) -> None:
    """What went over counts no more in ``row`` from now on; the event of each names everything that went with it."""
    under = [[old, *_hanging(old)] for old in olds]
    before = Counter(key for things in under for one in things for key in tally.keys(one))
    was = {one.key: counted(one) for things in under for one in things}
    marks = sum((tally.marks(old) for old in olds), Counter[str]())
    for old, new in zip(olds, news, strict=True):
        old.went_to = named(new)[:300]
    Finding.objects.bulk_update(olds, ["went_to"], batch_size=200)
    tally.add(row, tally.difference(before.elements(), (key for things in under for one in things for key in tally.keys(one))))
    whole = {"into": target.log_key, "title": target.title, "findings": sum(old.stated for old in olds), **facts}
    gone = [Entry("finding:go_over", old.key, {"now": {"went_to": old.went_to}, "carried": keys_of(old)}) for old in olds]
    log = append(row.log_key, [Entry("ledger:merge", "ledger", whole), *gone], by=by.actor, at=at)
    left = sum((tally.marks(old) for old in olds), Counter[str]())
    left.subtract(marks)
    as_of.keep(row, _moves(under, was, log.size - len(olds)), at, marks=left)


def _hanging(old: Finding) -> list[tally.Row]:
    """What is counted under ``old``, each knowing it."""
    things: list[Any] = [*old.manifestations.all(), *old.measures.all()]
    for one in things:
        one.finding = old
    return things


def _moves(under: Iterable[Sequence[tally.Row]], was: dict[str, Counted], first: int) -> list[Moved]:
    return [Moved(one.key, was[one.key], counted(one), seq) for seq, things in enumerate(under, first) for one in things]
