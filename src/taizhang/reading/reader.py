"""From a document to everything it says: repair, outline, ledger, header, numbers, dates – each read by its own module."""

from __future__ import annotations

import re

from taizhang.reading.basis import SURE
from taizhang.reading.certainty import weakened
from taizhang.reading.claims import Numbers, read_numbers
from taizhang.reading.contacts import read_contacts
from taizhang.reading.counts import counts
from taizhang.reading.dates import Calendar, read_dates
from taizhang.reading.document import Document
from taizhang.reading.explanation import walk
from taizhang.reading.facts import Heading, Reading, Unread
from taizhang.reading.header import date_of, header_facts, read_inspection, read_window, year_of_title
from taizhang.reading.kinds import document_kind
from taizhang.reading.ledger import read_ledger
from taizhang.reading.limits import DEFAULTS, Limits
from taizhang.reading.lines import lines, outside
from taizhang.reading.masthead import Masthead, masthead
from taizhang.reading.outline import opened_lines, outline
from taizhang.reading.repair import mend
from taizhang.reading.repair.mending import Mended
from taizhang.reading.tables import unknown_headings
from taizhang.reading.tables.headings import Headings
from taizhang.sheet import Span

_TITLES = re.compile(r"《[^《》\n]{1,200}》")
_SLOGANS = re.compile(r"[“「\"][^“”「」\"\n，。；：]{1,14}[”」\"]")
_SHARE = re.compile(r"[%％]|百分之")
_PARTS = re.compile(r"[“「\"](?:\d{1,2}|[一二三四五六七八九十]{1,3})个?大?方面[”」\"]")
_FED_BACK = re.compile("反馈|指出|查摆|发现|检视")
UNKNOWN_HEADING = "没有认出的表头"


def read(data: bytes, name: str = "", limits: Limits = DEFAULTS, headings: Headings | None = None, ocr: bool = False) -> Reading:
    """Read a file. Raises Unreadable where that cannot be done. ``headings`` are the names of columns, else those built in.

    With ``ocr`` the text on pictures and scanned pages is recognised, where tesseract is installed.
    """
    from taizhang.reading.formats import open_document  # late: a text needs no library of any format

    return read_document(open_document(data, name, limits, ocr), headings)


def read_text(text: str) -> Reading:
    """Read a text."""
    return read_document(Document(text))


def read_document(document: Document, names: Headings | None = None) -> Reading:
    """Read a document: its text is repaired first, everything else is read from the repaired text."""
    mended = mend(document)
    text = mended.text
    rows = outside(lines(text), [table.span for table in mended.tables])
    opened = opened_lines(rows, text)
    head = masthead(rows, set(opened))
    issued_on = date_of(head.signed_on) if head.signed_on else None
    headings = outline(text, rows, opened, head)
    spoken_in = int(issued_on[:4]) if issued_on else None
    calendar = read_dates(text, spoken_in, year_of_title(head.title or "", spoken_in))
    title = head.title or document.title
    kind = document_kind(title, text)
    numbers = _numbers(text, calendar, headings, head)
    inspection, window, contacts = read_inspection(text, calendar), read_window(text, calendar), read_contacts(text)
    answers = read_ledger(text, headings, mended.tables, title, kind, names)
    header = header_facts(head, title, kind, inspection, window, contacts)
    reading = Reading(
        text=text,
        repairs=mended.repairs,
        document_kind=kind,
        title=title,
        issuer=head.signed_by,
        issued_on=issued_on,
        inspection=inspection,
        disclosure_window=window,
        contacts=contacts,
        outline=headings,
        sheet=answers.sheet,
        claims=numbers.claims,
        quantities=numbers.quantities,
        dates=tuple(calendar.dates),
        periods=tuple(calendar.periods),
        unread=_unread(mended, head, calendar, names),
        attachments=document.attachments,
        recognised=mended.recognised,
        header=(*header, answers.fact) if answers.fact else header,
    )
    return weakened(reading)


def _numbers(text: str, calendar: Calendar, headings: tuple[Heading, ...], head: Masthead) -> Numbers:
    """The counted numbers, without dates, numbers of headings, 《titles》 and slogans."""
    taken = [(date.span.start, date.span.end) for date in calendar.dates]
    taken += [(period.span.start, period.span.end) for period in calendar.periods]
    taken += _number_places(headings)
    taken += [m.span() for m in _TITLES.finditer(text)]
    taken += [m.span() for m in _SLOGANS.finditer(text) if not _is_told(text, m)]
    headline = Span(head.title_start, head.title_end) if head.title_start is not None else None
    return read_numbers(text, counts(text, taken), headline)


def _is_told(text: str, quoted: re.Match[str]) -> bool:
    """Whether words in quotation marks tell a number after all: a share, or 反馈的“四个方面”."""
    if _SHARE.search(quoted[0]):
        return True
    return bool(_PARTS.fullmatch(quoted[0]) and _FED_BACK.search(text, max(0, quoted.start() - 8), quoted.start()))


def _number_places(headings: tuple[Heading, ...]) -> list[tuple[int, int]]:
    return [(h.span.start, h.span.start + len(h.number)) for h in walk(headings) if h.number]


def _unread(mended: Mended, head: Masthead, calendar: Calendar, names: Headings | None) -> tuple[Unread, ...]:
    """What was left out or not understood, in the order of the text."""
    places = [Unread(span, "网页或版面的附带文字") for span in mended.furniture]
    places += [Unread(cell.span, UNKNOWN_HEADING) for cell in unknown_headings(mended.tables, names, len(mended.text))]
    places += [Unread(Span(line.start, line.end), "网页或版面的附带文字") for line in head.furniture]
    places += [
        Unread(line.span, f"文字识别把握不大（{line.confidence}%），请核对")
        for line in mended.recognised
        if line.confidence < SURE
    ]
    places += [Unread(d.span, d.why or "没有看懂的日期") for d in calendar.dates if d.iso is None]
    return tuple(sorted(places, key=lambda u: (u.span.start, u.span.end)))
