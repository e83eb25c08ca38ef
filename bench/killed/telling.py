"""The worker's round of notices: what the calendar brings and what events bring, told in the product and by mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench import installation
from bench.killed import people
from bench.killed.job import AT, Facts, Found

if TYPE_CHECKING:
    from taizhang.ledger.models import Ledger

FINDINGS = 4
LATER = AT + timedelta(hours=1)  # when a message that a dead worker had taken is taken up again
REASONS = {"scan": "overdue", "follow": "reviewed"}
TOLD = ("clerk", "contact")


class Telling:
    """Findings that are late, measures that were accepted: told once to the office and to the section's contact."""

    def prepare(self, n: int) -> Facts:
        """A ledger with findings that are late and measures that have just been accepted."""
        from taizhang.ledger.actions import adopt

        sheet, opening = people.led_by_one(installation.sheet(FINDINGS, measures_each=1)), installation.opening(people.bureau())
        ledger = adopt(opening=opening, sheet=sheet, source=None, reported=True, by=people.whoever("clerk"), at=AT)
        people.complete(ledger)
        return {"ledger": ledger.pk}

    def run(self, facts: Facts) -> Iterator[str]:
        """Every step of the worker, as each minute has them."""
        from taizhang.notices import bundling, dealing, following, scanning, sending

        scanning.scan(AT)
        yield "scan"
        following.follow(AT)
        yield "follow"
        dealing.deal(AT)
        yield "deal"
        bundling.bundle(AT)
        yield "bundle"
        sending.send_waiting(LATER)
        yield "send"

    def found(self, facts: Facts) -> Found:
        """Matters, the notices made of them for each person, the messages made of these, the mails that left."""
        from taizhang.ledger.models import Ledger
        from taizhang.notices.models import DeliveryState, Matter, Notice

        found, ledger = Found(), Ledger.objects.get(pk=facts["ledger"])
        for step, reason in REASONS.items():
            matters = Matter.objects.filter(ledger=ledger, reason=reason)
            found.step(step, matters.count(), of=FINDINGS)
            dealt = matters.exclude(batch=None).count()
            for name in TOLD:
                told = sum(Notice.objects.filter(ledger=ledger, reason=reason, user__username=name).values_list("n", flat=True))
                found.step(f"{reason} to {name}", told, of=FINDINGS)
                if told != dealt:
                    found.half.append(f"{reason}: {dealt} passed on, {told} to {name}")
        notices = list(Notice.objects.filter(ledger=ledger, user__username="contact").select_related("delivery"))
        told_all = len(notices) == len(REASONS)
        sent = [one.delivery for one in notices if one.delivery and one.delivery.state == DeliveryState.SENT]
        found.done |= {"deal"} if told_all else set()
        found.done |= {"bundle"} if told_all and all(one.delivery for one in notices) else set()
        found.done |= {"send"} if told_all and len(sent) == len(notices) else set()
        _mails(found, ledger)
        return found


def _mails(found: Found, ledger: Ledger) -> None:
    """What is kept as sent has left; what has left more than once is marked as perhaps sent."""
    from django.conf import settings

    from taizhang.notices.message_id import message_id
    from taizhang.notices.models import Delivery, DeliveryState

    mails = [path.read_text("utf-8", "replace") for path in Path(settings.EMAIL_FILE_PATH).glob("*")]  # type: ignore[misc]
    for delivery in Delivery.objects.filter(notices__ledger=ledger).distinct():
        left = sum(message_id(delivery) in mail for mail in mails)
        if delivery.state == DeliveryState.SENT and not left:
            found.half.append(f"{delivery.key}: sent, and no mail has left")
        if left > 1 and delivery.perhaps_at is None:
            found.twice.append(f"{delivery.key}: left {left} times, and not marked")
