"""The two programs of a binder – ``paging`` and ``binding`` – started in pieces small enough that one bad file costs little."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from taizhang.reading.formats import programs

AT_ONCE = 20  # pieces in one process
START, EACH = 20, 15  # seconds
BIND_SECONDS = 300
Job = tuple[str, Path, Path]
STUCK = "打开时出错，没有编入"


class Paged(NamedTuple):
    """How many pages came of a piece, or why none."""

    pages: int = 0
    why: str = ""


class NotBound(Exception):
    """The pages could not be put together."""


def page(job: Sequence[Job], home: Path, done: Callable[[int], object]) -> list[Paged]:
    """Make pages of every (kind, source, target), two processes at a time."""
    half = (len(job) + 1) // 2
    with ThreadPoolExecutor(1) as other:
        behind = other.submit(_through, job[half:], home / "second", done)
        return _through(job[:half], home / "first", done) + behind.result()


def _through(job: Sequence[Job], home: Path, done: Callable[[int], object]) -> list[Paged]:
    """Go through all, in processes one after the other. The piece that ends one is left out; the rest is gone on with."""
    home.mkdir(parents=True, exist_ok=True)
    found: list[Paged] = []
    while len(found) < len(job):
        some = job[len(found) : len(found) + AT_ONCE]
        told = _paged(some, home)
        if len(told) < len(some):
            told.append(Paged(why=STUCK))
        found += told
        done(len(told))
    return found


def _paged(some: Sequence[Job], home: Path) -> list[Paged]:
    job, out = home / "paging.json", home / "paging.out"
    told = [{"kind": kind, "source": str(source), "target": str(target)} for kind, source, target in some]
    job.write_text(json.dumps(told), "utf-8")
    _run("paging", job, out, START + EACH * len(some))
    return [Paged(**json.loads(line)) for line in out.read_text("utf-8").splitlines() if line.endswith("}")]


def bind(items: Sequence[dict[str, Any]], target: Path, first: int, unnumbered: int, home: Path) -> int:
    """Bind one volume; how many pages it has. Raises NotBound."""
    job, out = home / "binding.json", home / "binding.out"
    told = {"items": list(items), "target": str(target), "first": first, "unnumbered": unnumbered}
    job.write_text(json.dumps(told), "utf-8")
    if not _run("binding", job, out, BIND_SECONDS) or not target.is_file():
        raise NotBound
    return int(out.read_text("utf-8"))


def _run(name: str, job: Path, out: Path, seconds: int) -> bool:
    """Whether the program ended well. What it finds of this house is on the path of this process."""
    out.unlink(missing_ok=True)
    out.touch()
    command = [sys.executable, "-m", f"taizhang.reports.binder.{name}", str(job)]
    try:
        return programs.run(command, job.parent, seconds, target=out, PYTHONPATH=":".join(filter(None, sys.path))) == 0
    except programs.Overran:
        return False
