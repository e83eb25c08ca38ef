"""The door to a template: looked at before it is kept, filled from a ledger's facts, each in a process of its own."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

from taizhang.reading.formats import programs
from taizhang.reports import facts
from taizhang.reports.house import package
from taizhang.reports.house.values import values

SECONDS = 30
TOO_LONG = "检查用时太长，没有保存。模板太复杂：请减少嵌套的循环和很大的表格。"
BROKEN = "文档结构有问题，打不开。请用 Word 打开，另存为新的 .docx 后再上传。"
NOT_FILLED = "没能按模板填好。请先下载示例模板对照，或重新上传模板。"


class Fault(NamedTuple):
    """Something wrong with a template: where (empty: the whole file), what."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}：{self.what}" if self.place else self.what


class Unfillable(Exception):
    """The template cannot be filled; its words say why."""


def check(data: bytes, name: str) -> list[Fault]:
    """Everything that is wrong with the template; nothing where it can be kept."""
    if found := package.wrongs(data, name):
        return [Fault("", what) for what in found]
    with programs.folder() as home:
        (home / "template.docx").write_bytes(data)
        if why := _run("check", home):
            return [Fault("", why)]
        told = json.loads((home / "found.json").read_text("utf-8"))
    return [Fault(place, what) for place, what in told]


def fill(data: bytes, ledger: facts.Ledger) -> bytes:
    """The template with the ledger in it. Raises Unfillable."""
    if found := package.wrongs(data, "template.docx"):
        raise Unfillable(found[0])
    with programs.folder() as home:
        (home / "template.docx").write_bytes(data)
        (home / "values.json").write_text(json.dumps(values(ledger), ensure_ascii=False), "utf-8")
        made = home / "filled.docx"
        if _run("fill", home) or not made.is_file():
            raise Unfillable(NOT_FILLED)
        return made.read_bytes()


def _run(task: str, home: Path) -> str | None:
    """Why it could not be done; None where it was."""
    command = [sys.executable, "-m", "taizhang.reports.house.program", task, str(home)]
    try:
        done = programs.run(command, home, SECONDS, PYTHONPATH=":".join(filter(None, sys.path)))
    except programs.Overran:
        return TOO_LONG
    return None if done == 0 else BROKEN
