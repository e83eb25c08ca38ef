"""导出: a ledger as an Excel workbook – whole, as filtered, one for each lead unit, or in a receiver's own form."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_GET

from taizhang.accounts.models import Unit, User
from taizhang.intake.actions import why_not_bring
from taizhang.ledger import policy
from taizhang.ledger.lines import lead_units
from taizhang.ledger.listing import Selection
from taizhang.ledger.models import Ledger
from taizhang.ledger.sheets import listed
from taizhang.reports import workbook
from taizhang.web.access import ledger_or_404, person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 60


def menu(user: User, ledger: Ledger) -> dict[str, Any]:
    """What the ledger's page offers: the ways out, and whether he may bring tables back in."""
    return {"may_deliver": why_not_bring(user, ledger) is None}


@require_GET
def whole(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the filters in the address leave, all without any."""
    ledger, user, today = ledger_or_404(request, pk), person(request), timezone.localdate()
    selection = Selection.read(request.GET)
    made = listed(user, ledger, today, selection=selection)
    return download(lambda target: workbook.write(made, target), f"{file_name(ledger, today)}.xlsx", XLSX)


@require_GET
def by_unit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One workbook for each lead unit, prefilled, with the cells open that its contact may fill in; together as a .zip."""
    ledger, user, today = ledger_or_404(request, pk), person(request), timezone.localdate()
    units = lead_units(ledger, policy.visible_findings(user, ledger))

    def write(target: IO[bytes]) -> None:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # a workbook is packed already
            for unit in units:
                _put(archive, user, ledger, unit, today)

    return download(write, f"{file_name(ledger, today)}（分单位）.zip", "application/zip")


def _put(archive: zipfile.ZipFile, user: User, ledger: Ledger, unit: Unit, today: date) -> None:
    with TemporaryFile() as held:
        if workbook.write(listed(user, ledger, today, unit=unit), held):
            held.seek(0)
            archive.writestr(f"{plain(unit.name)}-{unit.pk}-{file_name(ledger, today)}.xlsx", held.read())


def download(write: Callable[[IO[bytes]], object], name: str, kind: str) -> HttpResponse | FileResponse:
    """The file that ``write`` makes: on disk, not in memory, and never opened by the browser."""
    held = TemporaryFile()  # noqa: SIM115 - the response closes it
    write(held)
    held.seek(0)
    disposition = f"attachment; filename=\"ledger\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
    return FileResponse(held, content_type=kind, headers=headers)


def file_name(ledger: Ledger, today: date) -> str:
    """What a file of the ledger is called."""
    return f"{plain(ledger.title)}-{today.isoformat()}"


def plain(name: str) -> str:
    """A name as it goes into that of a file."""
    return "".join(sign if sign.isalnum() else "_" for sign in name)[:LONGEST_NAME]
