"""What a draft is held against: the feedback it answers, a ledger's findings and numbers as of a day, the rules of its body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.checks import Remark, check
from taizhang.drafts.models import Draft
from taizhang.files import store
from taizhang.ledger import as_of, pinning
from taizhang.ledger.models import Ledger
from taizhang.ledger.policy import visible_findings, visible_ledgers
from taizhang.ledger.working_days import calendar
from taizhang.profiles import Profile
from taizhang.reading import Reading, Unreadable
from taizhang.reading import read as read_file
from taizhang.sheet import Aspect, Counts, Finding, Sheet


@dataclass(frozen=True, slots=True)
class Kept:
    """What a ledger says as of a day, as far as a person may know it."""

    ledger: Ledger
    counts: Counts
    sheet: Sheet


def read_and_checked(draft: Draft, data: bytes) -> tuple[Reading, list[Remark]]:
    """What is read in the draft whose bytes are ``data``, and every remark on it. Raises Unreadable, store.Damaged."""
    reading = read_file(data, draft.name, settings.READING_LIMITS)
    kept = _kept(draft)
    remarks = check(
        reading,
        profile=kept.ledger.profile if kept else _profile(draft.brought_by, reading),
        against=_feedback(draft),
        sheet=kept.sheet if kept else None,
        counts=kept.counts if kept else None,
        today=timezone.localdate(draft.asked_at),
        days=calendar(),
        file=data,
        public=draft.public,
    )
    return reading, remarks


def kept_by(user: User, ledger: Ledger, day: date) -> Kept:
    """The ledger as it stood at the end of ``day``: its numbers, and those of its findings that ``user`` may see."""
    standing = as_of.standing_on(ledger, day).filter(level="finding").values_list("subject", flat=True)
    serials = {int(subject.partition(":")[2]) for subject in standing}
    aspects = {aspect for serial, aspect in ledger.findings.values_list("serial", "aspect_id") if serial in serials}
    seen = visible_findings(user, ledger).order_by("position").values_list("serial", "number", "statement")
    findings = tuple(Finding(number or None, statement) for serial, number, statement in seen if serial in serials)
    line = as_of.counts(ledger, day)
    counts = Counts(len(aspects), line.finding_total, line.manifestations, line.measure_total)
    return Kept(ledger, counts, Sheet(ledger.title, (Aspect(None, "", findings),)))


def _kept(draft: Draft) -> Kept | None:
    """Asked anew every time: who may no longer see a ledger is told nothing of it."""
    if draft.ledger_id is None or draft.as_of is None:
        return None
    ledger = visible_ledgers(draft.brought_by).filter(pk=draft.ledger_id).first()
    return kept_by(draft.brought_by, ledger, draft.as_of) if ledger else None


def _feedback(draft: Draft) -> Reading | None:
    if draft.feedback is None:
        return None
    try:
        return read_file(store.fetch(draft.feedback), draft.feedback_name, settings.READING_LIMITS)
    except Unreadable as error:
        raise Unreadable(_("对照的反馈意见读不出来：%(why)s") % {"why": error}) from error


def _profile(user: User, reading: Reading) -> Profile | None:
    """The rules of the person's body for papers of that source, or its usual ones where the paper does not say of what it is."""
    bodies = _bodies(user)
    source = reading.inspection.kind if reading.inspection else None
    if not source:
        return pinning.usual_of(*bodies)
    return pinning.among(pinning.offers(*bodies), pinning.usual_names(*bodies), source)


def _bodies(user: User) -> Sequence[Unit]:
    """The units that the person has a role in, with those above them."""
    pks = {int(pk) for post in user.posts for pk in post.unit.path.strip("/").split("/")}
    return list(Unit.objects.filter(pk__in=pks).order_by("-path"))
