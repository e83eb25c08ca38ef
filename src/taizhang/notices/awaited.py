"""Who is waited for by what is no finding: units by a round of collecting progress, people by a handover."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from taizhang.accounts.models import Unit
from taizhang.ledger.models import Handover, Ledger
from taizhang.notices.reasons import CHASED, HANDOVER, ROUND_OPENED, Reason


class Awaited(NamedTuple):
    """The units and the accounts that are waited for; an account as often as there is something for it to do."""

    units: list[Unit]
    people: list[int]


def awaited(ledger: Ledger, reason: Reason, things: Sequence[str]) -> Awaited:
    """Who is waited for by ``things`` of ``ledger``, named as its events name them; nobody where it is over meanwhile."""
    if reason.code in (ROUND_OPENED, CHASED):
        return Awaited([unit for thing in dict.fromkeys(things) for unit in _units_of_round(ledger, thing)], [])
    return Awaited([], list(_parties(ledger, things)) if reason.code == HANDOVER else [])


def _units_of_round(ledger: Ledger, thing: str) -> list[Unit]:
    """Rounds are another room's: the wiring says whom to ask."""
    ask: Callable[[Ledger, str], list[Unit]] = import_string(settings.UNITS_WAITED_FOR)
    return ask(ledger, thing)


def _parties(ledger: Ledger, things: Sequence[str]) -> Iterator[int]:
    serials = [int(thing.partition(":")[2]) for thing in things]
    for one in Handover.objects.filter(ledger=ledger, serial__in=serials, withdrawn_on=None):
        if one.giver_user_id and one.given_on is None:
            yield one.giver_user_id
        if one.taker_user_id and one.taken_on is None:
            yield one.taker_user_id
