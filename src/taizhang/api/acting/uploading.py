"""Files that come as a form: evidence of a measure, a paper to be read, tables that were filled in."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema, UploadedFile
from pydantic import Field

from taizhang.api import access
from taizhang.api.acting.calling import DoneOut
from taizhang.api.acting.once import Done, asked_of, once
from taizhang.api.acting.place import Place
from taizhang.api.acting.routes import Once
from taizhang.api.acting.sent import Number
from taizhang.api.lists.intake import router as papers
from taizhang.api.text import Line
from taizhang.files import incoming
from taizhang.intake import actions as intake
from taizhang.intake.tasks import read_paper
from taizhang.ledger import actions
from taizhang.ledger.actions import Given

router = Router()
MOST_FILES = 12


class EvidenceForm(Schema):
    """Which slot the files fill."""

    slot: Number | None = Field(None, description="放进哪一项，佐证清单里的位置；不带按文件名放（slot, by position）")


class PaperForm(Schema):
    """Who made the paper."""

    sender: Line = Field("", max_length=120, description="来文单位（sender）")


class DeliveryForm(Schema):
    """Which day the tables tell of."""

    as_of: date = Field(description="截至日期（as of）", examples=["2026-11-20"])
    sender: Line = Field("", max_length=120, description="表头按谁的（whose headings）")


@router.post(
    "/ledgers/{uuid:key}/measures/{int:n}/evidence",
    response=DoneOut,
    operation_id="upload_evidence",
    summary="上传佐证文件",
    tags=["佐证"],
)
def evidence(
    request: HttpRequest, key: UUID, n: int, files: File[list[UploadedFile]], said: Form[EvidenceForm], once_key: Once = None
) -> HttpResponse:
    """Put files under a measure. Each is looked at first: what cannot be opened or is marked secret is refused."""
    user, measure = access.act(request), access.measure(request, key, n)
    place = Place(request, user, timezone.now(), [measure], measure.ledger)
    read = _read(files)

    def run() -> Done:
        slot = place.slot(said.slot) if said.slot is not None else None
        given = [Given(name, incoming.take(data, name, by=user.actor, at=place.at)) for name, data in read]
        made = actions.add_evidence(measures=[measure], files=given, slot=slot, by=user, at=place.at)
        measure.refresh_from_db()
        told = {"subject": measure.key, "state": measure.state, "version": measure.version}
        return Done({**told, "made": [f"evidence:{one.number}" for one in made]})

    return once(request, _asked(request, read, said), run)


@papers.post("/papers", response=DoneOut, operation_id="upload_paper", summary="导入文件", tags=["导入"])
def paper(request: HttpRequest, file: File[UploadedFile], said: Form[PaperForm], once_key: Once = None) -> HttpResponse:
    """Bring in a paper; it is read in the background, then it can be made a ledger (adopt)."""
    user, read = access.whole(request), _read([file])

    def run() -> Done:
        [(name, data)] = read
        kept = intake.receive(data=data, name=name, sender=said.sender, by=user, at=timezone.now())
        read_paper.enqueue(kept.pk)
        return Done({"subject": f"paper:{kept.pk}", "state": kept.state, "version": None, "made": []})

    return once(request, _asked(request, read, said), run)


@router.post(
    "/ledgers/{uuid:key}/deliveries", response=DoneOut, operation_id="upload_delivery", summary="导入填好的表", tags=["导入"]
)
def delivery(
    request: HttpRequest, key: UUID, files: File[list[UploadedFile]], said: Form[DeliveryForm], once_key: Once = None
) -> HttpResponse:
    """Bring back filled-in tables of a ledger; what they would change is looked at (differences) before it is merged."""
    user, held, read = access.act(request), access.ledger(request, key), _read(files)

    def run() -> Done:
        kept = intake.deliver(ledger=held, files=read, as_of=said.as_of, sender=said.sender, by=user, at=timezone.now())
        return Done({"subject": f"delivery:{kept.pk}", "state": kept.state, "version": None, "made": []})

    return once(request, _asked(request, read, said), run)


def _read(files: list[UploadedFile]) -> list[tuple[str, bytes]]:
    if not 1 <= len(files) <= MOST_FILES:
        raise ValidationError(_("请选择1到%(n)d个文件。") % {"n": MOST_FILES})
    return [(file.name or "", file.read()) for file in files]


def _asked(request: HttpRequest, read: list[tuple[str, bytes]], said: Any) -> str:
    told = [part for name, data in read for part in (name.encode("utf-8", "replace"), hashlib.sha256(data).digest())]
    return asked_of(request, *told, said.model_dump_json().encode())
