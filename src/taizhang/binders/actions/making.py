"""Making a binder: the worker's step. It can be begun again after a crash; only one makes a binder at a time."""

from __future__ import annotations

import json
import logging
import os
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.binders.gathering import binder_of
from taizhang.binders.models import Binder, BinderForm, BinderState, folder
from taizhang.binders.policy import sees_whole
from taizhang.reading.formats import programs
from taizhang.reports.binder import archive, book, contents
from taizhang.reports.binder.programs import NotBound
from taizhang.reports.pdf import NoPdf

SILENT = timedelta(minutes=2)  # without a sign of life: whatever made it is gone
MOST_TRIES = 3
BEAT = 2.0  # seconds between two signs of life


def make(*, binder: Binder, at: datetime) -> None:
    """Make the binder, unless it is made or is being made. Whatever goes wrong is said on its page."""
    if not _begun(binder, at):
        return
    row = Binder.objects.select_related("ledger__body", "ledger__pinned", "finding", "asked_by").get(pk=binder.pk)
    try:
        _write(row, at)
    except (NoPdf, NotBound) as error:
        _end(row, BinderState.FAILED, problem=str(error) or _("有一部分没能转成 PDF。请先用压缩包。"))
    except Exception:  # one binder that fails must not come again every minute
        logging.getLogger(__name__).exception("Binder %s could not be made", row.pk)
        _end(row, BinderState.FAILED, problem=_("汇编时出了错，已记入日志。请告诉管理员，或改用压缩包。"))


def _begun(binder: Binder, at: datetime) -> bool:
    """Take the binder on, as no other does at the same time; give up one that has been begun too often.

    While another is being made it waits: the worker has other things to do besides.
    """
    if Binder.objects.filter(state=BinderState.WAITING, beat_at__gte=at - SILENT).exclude(pk=binder.pk).exists():
        return False
    free = Q(beat_at=None) | Q(beat_at__lt=at - SILENT)
    waiting = Binder.objects.filter(free, pk=binder.pk, state=BinderState.WAITING)
    if waiting.filter(tries__gte=MOST_TRIES).update(
        state=BinderState.FAILED, problem=_("汇编几次都没有完成。请告诉管理员，或逐个问题汇编。")
    ):
        return False
    return bool(waiting.update(beat_at=at, tries=F("tries") + 1))


def _write(row: Binder, at: datetime) -> None:
    told, serials = binder_of(row.asked_by, row.ledger, timezone.localdate(at), row.finding)
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = folder() / f"{row.key}.partial"
    try:
        made = _watched(row, partial, told, timezone.localtime(at))
        os.replace(partial, folder() / f"{row.key}{made.ending}")
    finally:
        partial.unlink(missing_ok=True)
    row.ending = made.ending
    _end(
        row,
        BinderState.READY,
        ending=made.ending,
        size=row.file.stat().st_size,
        pages=made.pages,
        volumes=made.volumes,
        whole=sees_whole(row.asked_by, row.ledger),
        serials_text=json.dumps(serials),
        missing_text=json.dumps([asdict(one) for one in made.missing], ensure_ascii=False),
    )


def _watched(row: Binder, target: Path, told: contents.Binder, at: datetime) -> book.Made:
    """Make the file beside, which touches no database, and give signs of life from here until it is made."""
    heard = Heard()
    with ThreadPoolExecutor(1) as beside:
        work = beside.submit(_made, row.form, target, told, at, heard)
        while not wait((work,), BEAT).done:
            Binder.objects.filter(pk=row.pk).update(done=heard.done, of=heard.of, beat_at=timezone.now())
        return work.result()


def _made(form: str, target: Path, told: contents.Binder, at: datetime, heard: Heard) -> book.Made:
    if form == BinderForm.PDF:
        with programs.folder() as home:
            return book.write(told, target, home, heard)
    steps = book.Progress(sum(1 for _ in told.pieces()) + len(told.parts), heard)
    return book.Made(".zip", missing=archive.write(told, target, at, steps.on))


class Heard:
    """How far the making has come, as it last said."""

    def __init__(self) -> None:
        self.done = self.of = 0

    def __call__(self, done: int, of: int) -> None:
        self.done, self.of = done, of


def _end(row: Binder, state: BinderState, **said: object) -> None:
    """Write how it ended; a file whose row was deleted meanwhile goes."""
    if not Binder.objects.filter(pk=row.pk, state=BinderState.WAITING).update(state=state, **said):
        row.file.unlink(missing_ok=True)
