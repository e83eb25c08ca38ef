"""Pictures and scanned pages (.png .jpg .tif, PDF of pictures): recognised by tesseract where it is installed.

Asked for, never done unasked: what is recognised may be wrong, and each line keeps how sure its recognition was.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from taizhang.reading.document import Document, Recognised, Unreadable
from taizhang.reading.formats import programs
from taizhang.reading.formats.assembly import Assembly
from taizhang.reading.formats.ocr_words import Word, confidence, pages_of
from taizhang.reading.formats.pdf_layout import Line, Page, arranged, paragraphs, with_common_margins, without_running_heads
from taizhang.reading.limits import DEFAULTS, Limits
from taizhang.sheet import Span

LANGUAGE = "chi_sim"
LAYOUT = ("--psm", "4")  # lines of one column: told to find columns by itself it lost a heading; columns are found here
DOTS = 1654  # A4's width at 200 dots an inch: finer was slower and no better
_ABSENT = (
    "是图片或扫描件，这套系统没有安装文字识别组件（tesseract 和中文字库 chi_sim）。请提供可以选中文字的文件，或请管理员安装。"
)
_FAILED = "里的图片没能识别，可能已损坏或尺寸过大。请重新扫描（A4，200—300 dpi）后再试。"
_SLOW = "的一页识别超过 {} 秒，没有读取。请降低扫描分辨率（A4，200—300 dpi）后再试。"
_NOTHING = "里没有识别出文字。请确认图片端正、清晰，或提供可以选中文字的文件。"
_SPACE_BY_CHINESE = re.compile("(?<=[\u3000-\u9fff\uff00-\uff60]) (?! )|(?<! ) (?=[\u3000-\u9fff\uff00-\uff60])")

Lines = list[tuple[Line, int]]


def read(data: bytes, limits: Limits = DEFAULTS) -> Document:
    """The text on a picture; a TIFF may hold several pages."""
    program = _program(limits)
    with programs.folder() as home:
        source = home / "picture"
        source.write_bytes(data)
        return _document(_recognised(program, home, source, limits), limits)


def read_pages(data: bytes, limits: Limits = DEFAULTS) -> Document:
    """The text on the pages of a PDF that holds pictures only; several pages are recognised at a time."""
    from taizhang.reading.formats.pdf import page_count  # late: pypdfium2

    program, count = _program(limits), page_count(data)
    if count > limits.scanned_pages:
        raise Unreadable(f"是超过 {limits.scanned_pages:,} 页的扫描件。请拆成几个文件再识别。")
    with programs.folder() as home, ThreadPoolExecutor(os.cpu_count()) as pool:
        (home / "pages.pdf").write_bytes(data)
        futures = [pool.submit(_page, program, home, number, limits) for number in range(count)]
        try:
            return _document([page for future in futures for page in future.result()], limits)
        finally:
            pool.shutdown(cancel_futures=True)


def _program(limits: Limits) -> str:
    """Where tesseract stands. Raises Unreadable where it or its Chinese is missing."""
    program = programs.found("tesseract")
    if program is not None:
        with programs.folder() as home:
            listed = home / "languages"
            programs.run([program, "--list-langs"], home, limits.seconds, target=listed)
            if LANGUAGE in listed.read_text("utf-8", "replace").split():
                return program
    raise Unreadable(_ABSENT)


def _page(program: str, home: Path, number: int, limits: Limits) -> list[Lines]:
    place = home / f"{number}"
    place.mkdir()
    drawing = [sys.executable, "-m", "taizhang.reading.formats.pdf_picture", str(number), str(DOTS)]
    _run(partial(programs.run, drawing, place, limits.seconds, home / "pages.pdf", place / "page.png"), limits)
    return _recognised(program, place, place / "page.png", limits)


def _recognised(program: str, home: Path, source: Path, limits: Limits) -> list[Lines]:
    """The lines of each page of the picture, each with its confidence."""
    command = [program, str(source), str(home / "words"), "-l", LANGUAGE, *LAYOUT, "tsv"]
    _run(partial(programs.run, command, home, limits.seconds, OMP_THREAD_LIMIT="1"), limits)
    try:
        table = (home / "words.tsv").read_text("utf-8", "replace")
    except OSError as error:
        raise Unreadable(_FAILED) from error
    return [_lines(page.words, page.width, page.height) for page in pages_of(table)]


def _run(program: partial[int], limits: Limits) -> None:
    try:
        if program() != 0:
            raise Unreadable(_FAILED)
    except programs.Overran:
        raise Unreadable(_SLOW.format(limits.seconds)) from None


def _lines(words: list[Word], width: float, height: float) -> Lines:
    lines = arranged(Page(width, height, tuple(word.glyph for word in words)))
    return [(replace(line, text=_SPACE_BY_CHINESE.sub("", line.text)), confidence(line, words)) for line in lines]


def _document(pages: list[Lines], limits: Limits) -> Document:
    laid = with_common_margins([[line for line, _ in page] for page in pages])
    kept = without_running_heads(laid)
    assembly = Assembly(limits)
    for text in paragraphs(kept):
        assembly.paragraph(text)
    if not assembly.length:
        raise Unreadable(_NOTHING)
    document = assembly.document("ocr")
    told = {id(line): sure for line, sure in zip(chain(*laid), (sure for page in pages for _, sure in page), strict=True)}
    return replace(document, recognised=tuple(_places(document.text, kept, told)))


def _places(text: str, lines: list[Line], told: dict[int, int]) -> Iterator[Recognised]:
    """Where each line went: they stand in the text in their order, whole but for a hyphen at the end."""
    place = 0
    for line in lines:
        content = line.text.strip().removesuffix("-")
        start = text.find(content, place)
        if content and start >= 0:
            place = start + len(content)
            yield Recognised(Span(start, place), told[id(line)])
