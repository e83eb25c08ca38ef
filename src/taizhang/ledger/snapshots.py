"""Snapshots (数据版本) as others read them: opened, proved, asked whether they have counted a close-out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.journal.models import Event
from taizhang.ledger import policy
from taizhang.ledger.freezing import Unpackable, digest_of, unpacked
from taizhang.ledger.models import Finding, Ledger, Snapshot
from taizhang.ledger.states import FindingState
from taizhang.reports import facts, frozen
from taizhang.reports.frozen import Frozen, Numbers

EVENT = "ledger:snapshot"


class Damaged(Exception):
    """A snapshot that is no longer what was frozen."""


def why_not_take(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not take a snapshot of ``ledger``; None when he may."""
    if "office" in policy.relations(user, ledger):
        return None
    return _("数据版本由整改办生成。")


def why_not_see(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not see snapshots of ``ledger``: they tell of all of it; None when he may."""
    if policy.relations(user, ledger) & policy.SEE_ALL:
        return None
    return _("数据版本反映整个台账，只有能看到全部问题的人可以查看。")


def opened(snapshot: Snapshot) -> Frozen:
    """What the snapshot says. Raises Damaged where it is not what was frozen. Two queries, however large it is."""
    parts = _texts(snapshot)
    if digest_of(snapshot.about, parts) != snapshot.digest:
        raise Damaged(str(snapshot))
    about = json.loads(snapshot.about)
    return Frozen(
        version=snapshot.version,
        ledger=replace(_ledger(about, parts), version=str(snapshot.version)),
        numbers=numbers(snapshot),
        figures=about["figures"],
    )


def numbers(snapshot: Snapshot) -> Numbers:
    """The ledger's own numbers in it, without its findings."""
    return frozen.read(Numbers, json.loads(snapshot.about)["numbers"])


def figures(snapshot: Snapshot) -> dict[str, int]:
    """The numbers of other rooms in it, by room and name."""
    told: dict[str, int] = json.loads(snapshot.about)["figures"]
    return told


def page_of(snapshot: Snapshot, position: int) -> tuple[list[tuple[str, facts.Finding]], int]:
    """Some of its findings, each with the title of its aspect, as the part at ``position`` has them; how many parts there are."""
    some = list(snapshot.parts.filter(position=position).values_list("packed", flat=True))
    aspects = json.loads(snapshot.about)["aspects"]
    try:
        told = json.loads(unpacked(some[0]))["findings"] if some else []
    except Unpackable as error:
        raise Damaged(str(snapshot)) from error
    return [(aspects[at], frozen.read(facts.Finding, finding)) for at, finding in told], snapshot.parts.count()


def _ledger(about: dict[str, Any], parts: list[str]) -> facts.Ledger:
    under: list[list[facts.Finding]] = [[] for _ in about["aspects"]]
    for part in parts:
        for at, told in json.loads(part)["findings"]:
            under[at].append(frozen.read(facts.Finding, told))
    aspects = tuple(facts.Aspect(title, tuple(some)) for title, some in zip(about["aspects"], under, strict=True))
    return replace(frozen.read(facts.Ledger, about["ledger"]), aspects=aspects)


def _texts(snapshot: Snapshot) -> list[str]:
    try:
        return [unpacked(data) for data in snapshot.parts.order_by("position").values_list("packed", flat=True)]
    except Unpackable as error:
        raise Damaged(str(snapshot)) from error


def damaged() -> Iterator[tuple[Snapshot, bool]]:
    """Every snapshot there is, and whether it is no longer what its ledger's log says was frozen."""
    for snapshot in Snapshot.objects.select_related("ledger").order_by("ledger", "serial").iterator(20):
        yield snapshot, not _is_whole(snapshot)


def _is_whole(snapshot: Snapshot) -> bool:
    logged = Event.objects.filter(log__key=snapshot.ledger.log_key, subject=snapshot.key, name=EVENT).first()
    try:
        return logged is not None and logged.facts["digest"] == snapshot.digest == digest_of(snapshot.about, _texts(snapshot))
    except Damaged:
        return False


def counted(finding: Finding) -> str | None:
    """Why the close-out of ``finding`` is undone no more: the first snapshot that has counted it; None where none has."""
    if finding.state != FindingState.CLOSED:
        return None
    stands = finding.ledger.intervals.filter(subject=finding.key, until=None, state=FindingState.CLOSED).first()
    if stands is None:
        return None
    having = Snapshot.objects.filter(ledger=finding.ledger_id, head_size__gt=stands.since).order_by("serial").first()
    if having is None:
        return None
    return _("“%(version)s”已经计入这次销号，不能再撤销误销；整改没有到位的，请办理回头看。") % {"version": having}
