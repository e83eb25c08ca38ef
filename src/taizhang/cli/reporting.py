"""``taizhang report FORM FILE``: a form written from a paper that is read, without an installation; what both faces share."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from taizhang.reading import Reading, Unreadable, read
from taizhang.reading.facts import Inspection
from taizhang.reports import facts
from taizhang.reports.forms import FORMS, Form
from taizhang.reports.read_facts import of_reading
from taizhang.sheet import Aspect, Deadline, Finding, Manifestation, Measure, Responsibility, Sheet

KINDS = (".docx", ".xlsx", ".html")


class Refused(Exception):
    """What was asked for cannot be done. The message is one line for the person at the terminal."""


def run(arguments: argparse.Namespace) -> str:
    """Write the form, say where. Raises Refused, Unreadable."""
    form = named(arguments.form)
    file: Path = arguments.file
    told = of_reading(_reading(file), body=arguments.body, as_of=day(arguments.as_of), source=arguments.source or "")
    if not told.aspects:
        raise Refused(f"“{file.name}”里没有认出问题和措施，写不成{form.name}。")
    return written(form, told, arguments.output or Path(f"{form.name}.docx"))


def named(name: str) -> Form:
    """The form of that code or name. Raises Refused with the forms that there are."""
    found = next((form for form in FORMS if name in (form.code, form.name)), None)
    if found is None:
        raise Refused(f"没有“{name}”这种表格或报告。有：{'、'.join(f'{form.name}（{form.code}）' for form in FORMS)}。")
    return found


def written(form: Form, told: facts.Ledger, target: Path) -> str:
    """The form written to ``target``, by its ending as Word, workbook or page. Raises Refused."""
    if target.suffix not in KINDS or (target.suffix != ".docx" and form.table is None):
        kinds = KINDS if form.table else KINDS[:1]
        raise Refused(f"“{target.name}”：{form.name}可以写成{'、'.join(kinds)}。")
    try:
        with target.open("wb") as file:
            _write(form, told, file, target.suffix)
    except OSError as error:
        raise Refused(f"写不进“{target.name}”：{error.strerror}。请检查路径和权限。") from error
    return f"已写入{target}"


def _write(form: Form, told: facts.Ledger, file: IO[bytes], kind: str) -> None:
    if kind == ".docx" or form.table is None:
        from taizhang.reports.word import docx

        file.write(docx(form.write(told)))
    elif kind == ".xlsx":
        from taizhang.reports import workbook

        workbook.write(replace(form.table(told), stamp=""), file)
    else:
        from taizhang.reports.page import page

        file.write(page(form.table(told)).encode())


def day(text: str | None) -> date:
    """The day that was typed, today where none was. Raises Refused."""
    if text is None:
        return datetime.now(ZoneInfo("Asia/Shanghai")).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"“{text}”不是日期，请写作 2026-11-22。") from None


def _reading(file: Path) -> Reading:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Refused(f"打不开“{file.name}”：{error.strerror}。请检查路径和权限。") from error
    return _printed(data, file.name) if file.suffix == ".json" else read(data, file.name)


def _printed(data: bytes, name: str) -> Reading:
    """What ``taizhang read --json`` printed, as far as a form needs it."""
    try:
        told = json.loads(data)
        found = told["inspection"]
        return Reading(
            text="",
            title=told["title"],
            inspection=Inspection(found["kind"], body=found["body"], feedback_on=found["feedback_on"]) if found else None,
            sheet=Sheet(told["title"], tuple(_aspect(one) for one in told["ledger"])),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"“{name}”不是 taizhang read --json 打印的结果。") from error


def _aspect(told: dict[str, Any]) -> Aspect:
    return Aspect(told.get("number"), told["aspect"], tuple(_finding(one) for one in told["findings"]))


def _finding(told: dict[str, Any]) -> Finding:
    return Finding(
        told.get("number"),
        told["statement"],
        manifestations=tuple(Manifestation(one["number"], one["text"]) for one in told["manifestations"]),
        measures=tuple(_measure(one) for one in told["measures"]),
        responsibility=_responsibility(told),
        deadline=_deadline(told),
    )


def _measure(told: dict[str, Any]) -> Measure:
    return Measure(told["number"], told["title"], told["text"], None, _responsibility(told), _deadline(told), told["state"])


def _responsibility(told: dict[str, Any]) -> Responsibility:
    return Responsibility(told.get("leader"), told.get("lead_unit"), tuple(told.get("assisting") or ()))


def _deadline(told: dict[str, Any]) -> Deadline | None:
    due = told.get("deadline")
    return Deadline(due["text"], due["iso"], due["horizon"]) if due else None
