"""Parts of what a program sends that look alike everywhere: numbers, papers signed by others, pieces of evidence."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, NamedTuple

from ninja import Schema
from pydantic import Field

from taizhang.api.acting.place import Place, Take
from taizhang.api.files import FileIn
from taizhang.api.text import Line

MOST = 1_000  # things at once
BIGGEST = 2**31 - 1
Number = Annotated[int, Field(ge=1, le=BIGGEST)]
LONG = {"text", "reason", "found", "about", "answer", "why", "note", "left", "statement"}  # what may have lines


class Strict(Schema):
    """Nothing is sent that nobody reads."""

    model_config = {"extra": "forbid"}


class PaperIn(Strict):
    """纸质签批: what the office registers of a decision signed on paper."""

    name: Line = Field(description="签字人（who signed）", examples=["周组长"])
    unit: Line = Field("", description="签字人的单位，不填为本单位（his unit; the body's without）", examples=["市水务局"])
    capacity: Line = Field("", description="签字身份（in what capacity）", examples=["组长"])
    signed_on: date = Field(description="签字日期（signed）", examples=["2026-11-20"])
    reference: Line = Field("", description="文件或审批表编号（number of the paper）", examples=["水发〔2026〕12号"])
    meeting: Line = Field("", description="会议（meeting）", examples=["党组会第20次"])
    scan: FileIn | None = Field(None, description="扫描件（scan）")


class GivenIn(Strict):
    """佐证: a file, or paper by its number and place. Classified evidence is registered only."""

    name: Line = Field("", max_length=200, description="名称，不填用文件名（name; the file's without）", examples=["验收单"])
    file: FileIn | None = Field(None, description="文件（file）")
    paper_number: Line = Field("", max_length=120, description="纸质文号（number of the paper）", examples=["水务〔2026〕3号"])
    paper_place: Line = Field("", max_length=200, description="存放处（where it is）", examples=["档案室3柜"])
    classified: bool = Field(False, description="涉密，只登记（classified, registered only）")


class Kind(NamedTuple):
    """How something is sent, and what becomes of it."""

    type: Any
    take: Take


def as_it_is(place: Place, value: Any) -> Any:
    return value
