"""What a finding has to do with those of other ledgers: which it repeats, where it came from or went, where it shows again."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger import policy
from taizhang.ledger.going_over import named
from taizhang.ledger.models import Finding


def elsewhere(user: User, finding: Finding) -> Iterator[dict[str, str]]:
    """Each with its word and, where ``user`` may see it, its address; others stay words, and those unseen are not counted."""
    if finding.repeats_text:
        yield _line(user, _("反弹自"), finding.repeats_text, finding.repeats)
    if finding.came_from_text:
        yield _line(user, _("转自"), finding.came_from_text, finding.came_from)
    if finding.went_to:
        yield _line(user, _("转到"), finding.went_to, finding.went_as.select_related("ledger").first())
    if not getattr(finding, "repeated", True):  # as mostly: whom it could be shown to is not asked
        return
    for again in _seen(user, finding.repeated_by.all()):
        yield _line(user, _("又见于"), named(again), again)


def _line(user: User, word: str, text: str, other: Finding | None) -> dict[str, str]:
    seen = other is not None and next(iter(_seen(user, Finding.objects.filter(pk=other.pk))), None)
    return {"word": word, "text": text, "address": reverse("finding", args=[seen.ledger_id, seen.serial]) if seen else ""}


def _seen(user: User, rows: QuerySet[Finding]) -> QuerySet[Finding]:
    return rows.filter(pk__in=policy.findings_in_sight(user).values("pk")).select_related("ledger").order_by("pk")[:20]
