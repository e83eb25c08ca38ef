"""How far a finding's close-out (销号) has come: what may be applied for, which signatures stand, who is still to agree.

Everything here is told from a gathered finding by its own relations, so that a batch asks nothing row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils.module_loading import import_string

from taizhang.accounts.models import Unit
from taizhang.ledger.content import content
from taizhang.ledger.models import Finding, Manifestation, Measure, Signature, Verdict
from taizhang.ledger.states import Degree, FindingState, MeasureState
from taizhang.profiles.shape import Agreement, ClosingUnit, Route

AT_LEAST_A_STAGE = (MeasureState.STAGE_DONE, MeasureState.AWAITING_REVIEW, MeasureState.DONE)
AGREEING = ("agree", "agree_in_part")


def live(measures: Iterable[Measure]) -> list[Measure]:
    """The measures that were not ended: those that the close-out hangs on."""
    return [measure for measure in measures if measure.state != MeasureState.ENDED]


def round_begun(finding: Finding, measures: Iterable[Measure]) -> bool:
    """Whether any of ``measures`` is carried out in the round (第n次整改) that ``finding`` is in."""
    return any(measure.cycle == finding.cycle for measure in live(measures))


def highest_degree(measures: Iterable[Measure]) -> Degree:
    """The most that a finding with ``measures`` can be said to have come to: all 完成, all at least 阶段性完成, or under way."""
    states = {measure.state for measure in live(measures)}
    if states == {MeasureState.DONE}:
        return Degree.DONE
    return Degree.BASICALLY_DONE if states and states <= set(AT_LEAST_A_STAGE) else Degree.UNDER_WAY


def holding_up(finding: Finding) -> list[Measure]:
    """The measures that keep ``finding``, or what is applied for of it, from being closed."""
    measures = live(finding.measures.all())
    if by_manifestation(finding):
        if finding.state == FindingState.UNDER_WAY:
            return [] if to_submit(finding)[0] else _open(finding, measures)
        measures = measures_applied_for(finding)
    return _open(finding, measures)


def measures_applied_for(finding: Finding) -> list[Measure]:
    """The measures that answer what is applied for of ``finding``."""
    measures = live(finding.measures.all())
    if not by_manifestation(finding):
        return measures
    return list(dict.fromkeys(measure for part in submitted(finding) for measure in measures_of(part, measures)))


def _open(finding: Finding, measures: Sequence[Measure]) -> list[Measure]:
    lasting = finding.ledger.profile.closing.at_basically_done
    return [measure for measure in measures if not _ended(measure, lasting)]


def _ended(measure: Measure, lasting: bool) -> bool:
    staged = lasting and measure.long_term and measure.state == MeasureState.STAGE_DONE
    return staged or measure.state == MeasureState.DONE


def by_manifestation(finding: Finding) -> bool:
    """Whether the manifestations of ``finding`` are closed one by one, as its profile says, and it has any."""
    return finding.ledger.profile.closing.unit == ClosingUnit.MANIFESTATION and bool(finding.manifestations.all())


def measures_of(part: Manifestation, measures: Sequence[Measure]) -> list[Measure]:
    """The measures that answer a manifestation: those that name it, and those that name none."""
    return [m for m in measures if (named := {one.pk for one in m.answers.all()}) == set() or part.pk in named]


def submitted(finding: Finding) -> list[Manifestation]:
    """The manifestations that go with their finding: neither closed apart from it, nor still worked on."""
    return [part for part in finding.manifestations.all() if part.state in ("", FindingState.ON_NOTICE)]


def left_open(finding: Finding) -> list[Manifestation]:
    """The manifestations that are still worked on while others are being closed."""
    return [part for part in finding.manifestations.all() if part.state == FindingState.UNDER_WAY]


def to_submit(finding: Finding) -> tuple[list[Manifestation], list[Manifestation]]:
    """What is not closed yet of ``finding``: the manifestations that its close-out is applied for with, and the rest."""
    parts = [part for part in finding.manifestations.all() if part.state != FindingState.CLOSED]
    if not by_manifestation(finding):
        return parts, []
    measures = live(finding.measures.all())
    ready = [part for part in parts if (of_it := measures_of(part, measures)) and not _open(finding, of_it)]
    return ready, [part for part in parts if part not in ready]


def standing(finding: Finding, *actions: str) -> list[Signature]:
    """The signatures under ``finding`` that agreed to what it is now, in the close-out that is under way."""
    now = content(finding)
    return [
        one
        for one in finding.signatures.all()
        if one.action in actions
        and one.verdict == Verdict.AGREED
        and one.manifestation_id is None
        and one.cycle == finding.cycle
        and one.content == now
    ]


def deciders(finding: Finding) -> list[Signature]:
    """What has been signed for the close-out that is under way."""
    return standing(finding, "decide", "endorse", *AGREEING)


def still_to_agree(finding: Finding, *agreed: str) -> list[str]:
    """The bodies of the route that have yet to agree, when ``agreed`` have too; nobody where one is enough and has."""
    given = {one.body for one in standing(finding, *AGREEING)} | set(agreed)
    route = [body.name for body in finding.ledger.supervising_bodies.all()]
    closing = finding.ledger.profile.closing
    if given and (closing.agreement == Agreement.ANY or not route):
        return []
    return [name for name in route if name not in given] or ([] if given else [finding.ledger.profile.words.supervisor])


def recognisable(finding: Finding, degree: str) -> bool:
    """Whether ``finding`` can be closed with ``degree``: 完成, or where the profile says so 基本完成 with something 长期坚持."""
    lasting = finding.ledger.profile.closing.at_basically_done and any(m.long_term for m in live(finding.measures.all()))
    return degree == Degree.DONE or (lasting and degree == Degree.BASICALLY_DONE)


def closes_inside(finding: Finding) -> bool:
    """Whether nobody outside the body has a say: the endorsement closes."""
    return finding.ledger.profile.closing.route == Route.INSIDE


def lower(degrees: Iterable[str]) -> str:
    """The lowest of ``degrees``: what all who recognised agree on."""
    return max(degrees, key=lambda degree: list(Degree).index(Degree(degree)))


def responsible_units(finding: Finding) -> dict[str, Unit | None]:
    """The units that answer for ``finding``, by name, and where it names none for its measures: none of them decides last."""
    rows = [finding] if finding.lead_unit_name else live(finding.measures.all())
    parts = submitted(finding)
    return {row.lead_unit_name: row.lead_unit for row in (*rows, *parts) if row.lead_unit_name}


def counted_in_snapshot(finding: Finding) -> str | None:
    """Why the close-out of ``finding`` is undone no more: a snapshot that went out has counted it; None where none has.

    Rooms above keep snapshots: each names what it asks in ``settings.CLOSE_OUTS_COUNTED_BY``.
    """
    answers = (import_string(path)(finding) for path in settings.CLOSE_OUTS_COUNTED_BY)
    return next((why for why in answers if why), None)
