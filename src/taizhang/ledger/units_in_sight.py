"""The units that a person deals with: those of the ledgers that he sees, those above and below his own."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from taizhang.accounts.models import Unit, User
from taizhang.ledger.models import Ledger


def units_in_sight(user: User, ledgers: QuerySet[Ledger]) -> QuerySet[Unit]:
    """An administrator sees every unit; everybody else the branches of the bodies of ``ledgers``, and the way to his own."""
    if user.is_administrator:
        return Unit.objects.all()
    own = {int(pk) for post in user.posts for pk in post.unit.path.strip("/").split("/")}
    seen = Q(pk__in=own)
    for path in set(ledgers.order_by().values_list("body__path", flat=True)):
        seen |= Q(path__startswith=path)
    supervising = ledgers.order_by().values("supervised_by")
    return Unit.objects.filter(
        seen | Q(pk__in=supervising) | Q(supervises_by_route__ledger__in=ledgers.order_by().values("pk"))
    ).distinct()
