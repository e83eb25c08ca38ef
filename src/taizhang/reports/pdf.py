"""PDF by way of LibreOffice, where it is installed: the one door to it. One conversion at a time on this machine, each in a
profile of its own, within a time; a file that brings LibreOffice down does not take the others along."""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from taizhang.reading.formats import libreoffice, programs

# Each kind's own filter: left to guess, LibreOffice takes what is damaged for plain text.
FILTERS = {
    **libreoffice.FILTERS,
    "docx": "MS Word 2007 XML",
    "xlsx": "Calc MS Excel 2007 XML",
    "xls": "MS Excel 97",
    "txt": "Text (encoded):UTF8",
}
AT_ONCE = 25  # files in one call; between two calls others have their turn
START, EACH = 60, 5  # seconds
PATIENCE = 60  # seconds that somebody who sits there waits for his turn
LONG_PATIENCE = 3600
BUSY = "正在转换别的文件，请过一会儿再试。"
ABSENT = "这台服务器没有安装 LibreOffice，不能转成 PDF。请下载 Word 文件，用 Word 或 WPS 另存为 PDF。"
FAILED = "没能转成 PDF。文件可能已损坏；请下载 Word 文件，用 Word 或 WPS 另存为 PDF。"
_HERE = threading.Lock()


class NoPdf(Exception):
    """No PDF came of it; its words say why, and what to do instead."""


def why_not() -> str | None:
    """Why no PDF can be made here; None where it can."""
    return None if programs.found(*libreoffice.NAMES) else ABSENT


def pdf_of(data: bytes, kind: str = "docx") -> bytes:
    """One file as a PDF. Raises NoPdf."""
    with programs.folder() as home:
        source = home / f"paper.{kind}"
        source.write_bytes(data)
        made = convert({source: kind}, home / "made", patience=PATIENCE)
        if source not in made:
            raise NoPdf(FAILED)
        return made[source].read_bytes()


def convert(
    sources: Mapping[Path, str], target: Path, done: Callable[[int], object] = lambda n: None, patience: float = LONG_PATIENCE
) -> dict[Path, Path]:
    """The PDFs, in the folder ``target``, of all files that one can be made of; each file is given with its kind.

    Their names must differ but for the ending. ``done`` is told how many more have been gone through. Raises NoPdf where
    LibreOffice is not installed, or is busy for longer than ``patience``.
    """
    program = programs.found(*libreoffice.NAMES)
    if program is None:
        raise NoPdf(ABSENT)
    target.mkdir(parents=True, exist_ok=True)
    by_kind = defaultdict(list)
    for source, kind in sources.items():
        by_kind[kind].append(source)
    for kind, some in by_kind.items():
        for at in range(0, len(some), AT_ONCE):
            with _alone(patience):
                _all(program, kind, some[at : at + AT_ONCE], target)
            done(len(some[at : at + AT_ONCE]))
    return {source: made for source in sources if (made := _made(source, target)).is_file() and made.stat().st_size}


def _all(program: str, kind: str, sources: Sequence[Path], target: Path) -> None:
    """Convert in one call. Where LibreOffice ends early, the file it was at is tried by itself and the rest gone on with."""
    left = list(sources)
    while left and not _run(program, kind, left, target):
        left = [source for source in left if not _made(source, target).is_file()]
        if len(sources) > 1 and left:
            _run(program, kind, left[:1], target)
        left = left[1:]


def _run(program: str, kind: str, sources: Sequence[Path], target: Path) -> bool:
    """Whether LibreOffice went through all of them, whatever became of each."""
    with programs.folder() as home:
        options = (f"--infilter={FILTERS[kind]}", "--convert-to", "pdf", "--outdir", str(target), *map(str, sources))
        with contextlib.suppress(programs.Overran):
            return programs.run(libreoffice.command(program, home, *options), home, START + EACH * len(sources)) == 0
    return False


def _made(source: Path, target: Path) -> Path:
    return target / f"{source.stem}.pdf"


@contextlib.contextmanager
def _alone(patience: float) -> Iterator[None]:
    """One at a time, among the threads of this process and among all processes of this user. Raises NoPdf."""
    until = time.monotonic() + patience
    lock = Path(tempfile.gettempdir()) / f"taizhang-libreoffice-{os.getuid()}.lock"
    if not _HERE.acquire(timeout=patience):
        raise NoPdf(BUSY)
    try:
        with lock.open("a") as file:
            while not _taken(file.fileno()):
                if time.monotonic() > until:
                    raise NoPdf(BUSY)
                time.sleep(0.1)
            yield
    finally:
        _HERE.release()


def _taken(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
