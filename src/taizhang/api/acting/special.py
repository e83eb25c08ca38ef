"""What is sent otherwise than the action takes it: by numbers where it takes rows, only what is to change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from taizhang.api.acting.place import Place
from taizhang.api.acting.sent import Kind, Number, Strict, as_it_is
from taizhang.api.acting.words import CHOICES
from taizhang.api.text import Line, Text
from taizhang.intake.senders import FIELDS, HEADING_LENGTH, LEFT_OUT
from taizhang.ledger.actions.adding import Charge, NewFinding
from taizhang.sheet import Aspect, Manifestation

Horizon: Any = Literal[tuple(CHOICES["", "horizon"])]
Token = Annotated[str, Field(pattern="^[0-9a-f]{20}$")]  # of a difference
Heading = Annotated[Line, Field(min_length=1, max_length=HEADING_LENGTH)]
Meaning: Any = Literal[(LEFT_OUT, *FIELDS)]


class WantedIn(Strict):
    """方案调整: what the plan is to say instead; only what is named is to change."""

    text: Text | None = Field(None, description="整改措施（text, of a measure only）")
    lead_unit: Number | None = Field(None, description="牵头单位（lead unit id）", examples=[6])
    leader: Line | None = Field(None, description="责任领导（leader）")
    assisting: Line | None = Field(None, description="配合单位（assisting units）")
    deadline: date | None = Field(
        None, description="整改时限；给 null 为不再定（deadline; null for none）", examples=["2027-03-31"]
    )
    horizon: Horizon | None = Field(None, description="整改类型（kind of time limit）")


def _wanted(place: Place, value: WantedIn) -> dict[str, Any]:
    wanted = value.model_dump(exclude_unset=True)
    if wanted.get("lead_unit") is not None:
        wanted["lead_unit"] = place.unit(wanted["lead_unit"])
    return wanted


def _effects(place: Place, value: str | dict[int, str]) -> str | dict[int, str]:
    """By the measures' numbers; the action goes by their rows."""
    if isinstance(value, str):
        return value
    return {row.pk: value.get(row.serial, "") for row in place.subjects}


class EarlierIn(Strict):
    """以前的问题: a finding of any ledger that the person may see."""

    ledger: UUID = Field(description="台账（ledger）")
    finding: Number = Field(description="问题（finding）", examples=[1])


class ChargeIn(Strict):
    """Who answers for something new, and by when; what is empty is not said."""

    lead_unit: Number | None = Field(None, description="牵头单位（lead unit id）", examples=[6])
    leader: Line = Field("", description="责任领导（leader）")
    assisting: Line = Field("", description="配合单位（assisting units）")
    deadline: date | None = Field(None, description="时限（deadline）")
    deadline_text: Line = Field("", max_length=120, description="写成文字的时限（deadline in words）")
    horizon: Horizon = Field("", description="整改类型（kind of time limit）")


class NewMeasureIn(ChargeIn):
    """措施: one under a new finding."""

    text: Text = Field(description="整改措施（text）", examples=["更换老旧管网。"])


class NewFindingIn(ChargeIn):
    """问题: a new one under the aspect of that title, which may be new itself."""

    aspect: Line = Field(description="方面（title of the aspect）", examples=["供水保障方面"])
    statement: Text = Field(description="问题（statement）", examples=["二次供水设施老化"])
    number: Line = Field("", max_length=20, description="编号（number）", examples=["3."])
    manifestations: Annotated[list[Text], Field(max_length=100)] = Field([], description="具体表现（manifestations）")
    measures: Annotated[list[NewMeasureIn], Field(max_length=100)] = Field([], description="整改措施（measures）")


class SubjectsIn(Strict):
    """哪些事项: findings, or measures, by their numbers."""

    findings: Annotated[list[Number], Field(max_length=200)] = Field([], description="问题（findings）", examples=[[1]])
    measures: Annotated[list[Number], Field(max_length=200)] = Field([], description="措施（measures）", examples=[[]])


def _charge(place: Place, said: ChargeIn) -> Charge:
    facts = {name: getattr(said, name) for name in ("leader", "assisting", "deadline", "deadline_text", "horizon")}
    return Charge(place.unit(said.lead_unit) if said.lead_unit is not None else None, **facts)


def _new(place: Place, said: list[NewFindingIn]) -> list[NewFinding]:
    return [
        NewFinding(
            Aspect(None, one.aspect),
            one.statement,
            one.number,
            tuple(Manifestation(None, text) for text in one.manifestations),
            _charge(place, one),
            tuple((measure.text, _charge(place, measure)) for measure in one.measures),
        )
        for one in said
    ]


def _subjects(place: Place, said: SubjectsIn) -> list[Any]:
    return [*(place.finding(n) for n in said.findings), *(place.measure(n) for n in said.measures)]


SPECIAL: Mapping[tuple[str, str], Kind] = {
    ("ask_change", "wanted"): Kind(WantedIn, _wanted),
    ("hand_in", "effects"): Kind(Line | dict[Number, Line], _effects),
    ("adopt", "units"): Kind(dict[Line, Line], as_it_is),
    ("name_earlier", "earlier"): Kind(
        EarlierIn | None, lambda place, said: None if said is None else place.earlier(said.ledger, said.finding)
    ),
    ("add_findings", "new"): Kind(Annotated[list[NewFindingIn], Field(min_length=1, max_length=200)], _new),
    ("amend_part", "run_on"): Kind(Text | None, as_it_is),  # longer than a line elsewhere
    ("merge", "tokens"): Kind(Annotated[list[Token], Field(min_length=1, max_length=20_000)], as_it_is),
    ("map_delivered_headings", "chosen"): Kind(Annotated[dict[Heading, Meaning], Field(min_length=1, max_length=100)], as_it_is),
    ("make_form", "subjects"): Kind(SubjectsIn, _subjects),
    ("confirm_handovers", "handovers"): Kind(
        Annotated[list[Number], Field(min_length=1, max_length=50)], lambda place, said: [place.handover(n) for n in said]
    ),
}
