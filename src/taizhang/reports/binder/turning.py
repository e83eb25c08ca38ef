"""Pages made of everything in a binder: its papers through LibreOffice, pictures and PDFs beside it, office files behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from taizhang.reports import pdf
from taizhang.reports.binder import programs, sorting
from taizhang.reports.binder.contents import Binder, Missing
from taizhang.reports.word import docx

Files = dict[str, tuple[str, Path]]  # by name: the kind, the file
NOT_TURNED = "没能转成 PDF，请打开原件另行打印"


@dataclass(slots=True)
class Turned:
    """What came of it, by name: where pages are and how many, which pieces are left out."""

    folder: Path
    pages: dict[str, int] = field(default_factory=dict)
    missing: dict[str, Missing] = field(default_factory=dict)

    def file(self, name: str) -> Path:
        """Where the pages of that name are."""
        return self.folder / f"{name}.pdf"


def piece_name(at: int) -> str:
    """By which name the binder's piece number ``at`` (from 0) goes."""
    return f"piece{at:05}"


def paper_names(part: int) -> tuple[str, str]:
    """By which names the papers before and behind the evidence of a part go."""
    return f"before{part:05}", f"after{part:05}"


def turn(binder: Binder, home: Path, on: Callable[[int], object]) -> Turned:
    """Make pages of all, in folders below ``home``. Raises NoPdf; NotBound where a paper of the binder's own comes to nothing."""
    turned = Turned(home / "pages")
    for folder in (home / "office", home / "made", turned.folder):
        folder.mkdir(parents=True, exist_ok=True)
    written = _written(binder, home / "office")
    direct, office = _sorted(binder, home / "office", turned, on)
    with ThreadPoolExecutor(1) as beside:
        paging = beside.submit(_page, direct, home / "beside", turned, on)
        through = {**written, **office}
        made = pdf.convert({file: kind for kind, file in through.values()}, home / "made", on)
        paging.result()
    _page({name: (sorting.PDF, made[file]) for name, (_, file) in through.items() if file in made}, home / "behind", turned, on)
    if written.keys() - turned.pages.keys():
        raise programs.NotBound
    _leave_out(binder, turned)
    return turned


def turn_papers(papers: Mapping[str, bytes], home: Path, turned: Turned) -> None:
    """Make pages of more papers, by name. Raises NoPdf, NotBound."""
    files: Files = {name: ("docx", home / "office" / f"{name}.docx") for name in papers}
    for name, (_, file) in files.items():
        file.write_bytes(papers[name])
        turned.pages.pop(name, None)
    made = pdf.convert({file: kind for kind, file in files.values()}, home / "made")
    _page({name: (sorting.PDF, made[file]) for name, (_, file) in files.items() if file in made}, home / "behind", turned, _quiet)
    if files.keys() - turned.pages.keys():
        raise programs.NotBound


def _quiet(n: int) -> None:
    """Steps that are not counted."""


def _written(binder: Binder, folder: Path) -> Files:
    """The papers of the parts as Word files."""
    found: Files = {}
    for n, part in enumerate(binder.parts):
        for name, paper in zip(paper_names(n), (part.before, part.after), strict=True):
            if paper is not None:
                found[name] = "docx", folder / f"{name}.docx"
                found[name][1].write_bytes(docx(paper, paged=False))
    return found


def _sorted(binder: Binder, folder: Path, turned: Turned, on: Callable[[int], object]) -> tuple[Files, Files]:
    """The pieces that pages are made of at once, and those that go through LibreOffice."""
    direct: Files = {}
    office: Files = {}
    for at, piece in enumerate(binder.pieces()):
        name = piece_name(at)
        if piece.path is None:
            turned.missing[name] = Missing(piece.number, piece.name, piece.place, "")
            continue
        kind, file, why = sorting.sort(piece, folder, name)
        if file is None:
            turned.missing[name] = Missing(piece.number, piece.name, "", why)
        else:
            (direct if kind in (sorting.PICTURE, sorting.PDF) else office)[name] = kind, file
        on(1)
    return direct, office


def _page(some: Files, home: Path, turned: Turned, on: Callable[[int], object]) -> None:
    """Make pages of the files, and keep why where none came of one."""
    home.mkdir(exist_ok=True)
    job = [(kind, file, turned.file(name)) for name, (kind, file) in some.items()]
    for name, paged in zip(some, programs.page(job, home, on), strict=True):
        if paged.pages:
            turned.pages[name] = paged.pages
        else:
            turned.missing[name] = Missing("", "", "", paged.why)


def _leave_out(binder: Binder, turned: Turned) -> None:
    """Every piece without pages is named with its reason."""
    for at, piece in enumerate(binder.pieces()):
        name = piece_name(at)
        if name not in turned.pages:
            held = turned.missing.get(name)
            turned.missing[name] = Missing(piece.number, piece.name, piece.place, held.why if held else NOT_TURNED)
