"""What stands around the body: title lines, document number, addressee, signature and date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from taizhang.reading.furniture import is_furniture
from taizhang.reading.lines import Line

_CN = "〇○Oo零一二三四五六七八九十"
DATE_LINE = re.compile(
    rf"[（(]?\s*(?:[0-90-9{_CN}]{{4}})\s*(?:年\s*[0-90-9{_CN}]{{1,3}}\s*月\s*[0-90-9{_CN}]{{1,3}}\s*日|[-./][0-90-9]{{1,2}}[-./][0-90-9]{{1,2}})\s*[）)]?"
)
_NUMBER = re.compile(r"\S{1,20}[〔\[［【(（]\s*(?:19|20)\d\d\s*[〕\]］】)）]\s*(?:第)?\s*\d{1,5}\s*号")
_SENTENCE_END = frozenset("。！？!?；;…")
_ORGANISATION = re.compile(
    r".*(?:委员会|人民政府|办公厅|办公室|党组|党委|党工委|工委|[部委局厅署院会处科室站所队校社中心公司集团学大学医院支部总支协会联合会法院检察院小组组])$"
)
_GENRE = re.compile(
    r"(?:通报|报告|方案|意见|清单|台账|通知|函|总结|公告|公示|汇报|办法|规定|决定|纪要|细则|要点|计划|说明|措施|情况)(?:[（(].{1,12}[）)])?$"
)
_CLAUSE = re.compile("[，,；：:“”]|关于|召开|开展|举行|进行|加强")
SHORT = 64


@dataclass(slots=True)
class Masthead:
    """Which lines are what. ``around`` holds the starts of all lines that are no part of the body."""

    title: str | None = None
    title_start: int | None = None
    title_end: int = 0
    signed_by: str | None = None
    signed_on: Line | None = None
    around: set[int] = field(default_factory=set)
    furniture: list[Line] = field(default_factory=list)


def masthead(rows: list[Line], numbered: set[int]) -> Masthead:
    """The lines around the body. After a signature with its date another document may follow, with a title of its own."""
    head = Masthead()
    at_top, title = True, list[Line]()
    for index, line in enumerate(rows):
        if _around(head, rows, index, at_top):
            at_top = at_top or line is head.signed_on
        elif at_top and line.start not in numbered and is_short(line):
            head.around.add(line.start)
            title.append(line)
        else:
            _entitle(head, title)
            title, at_top = [], False
    _entitle(head, title)
    return head


def is_short(line: Line) -> bool:
    """Whether a line could stand alone: a title, a heading, a signature."""
    return len(line.text) <= SHORT and line.text[-1] not in _SENTENCE_END and "。" not in line.text


def is_organisation(text: str) -> bool:
    """Whether a short line names an office rather than a subject."""
    return len(text) <= 26 and bool(_ORGANISATION.match(text)) and not _GENRE.search(text) and not _CLAUSE.search(text)


def _around(head: Masthead, rows: list[Line], index: int, at_top: bool) -> bool:
    line = rows[index]
    if is_furniture(line):
        head.furniture.append(line)
    elif DATE_LINE.fullmatch(line.text):
        if not at_top:  # under the title it tells when a page was published
            head.signed_by, head.signed_on = _signers(head, rows, index), line
    elif not _NUMBER.fullmatch(line.text) and not (line.text[0] in "（(" and line.text[-1] in "）)" and len(line.text) < 40):
        return False
    head.around.add(line.start)
    return True


def _signers(head: Masthead, rows: list[Line], index: int) -> str | None:
    names: list[str] = []
    while index and len(names) < 4 and is_organisation(rows[index - 1].text) and is_short(rows[index - 1]):
        index -= 1
        if rows[index].start in head.around and names:
            break
        names.insert(0, rows[index].text)
        head.around.add(rows[index].start)
    return " ".join(names) or None


def _entitle(head: Masthead, lines: list[Line]) -> None:
    """Keep the first title of the document; an office's name alone (over a copied page) is none."""
    lines = [line for line in lines if not line.text.endswith((":", "："))]
    if head.title or head.signed_on or not lines or (len(lines) == 1 and is_organisation(lines[0].text)):
        return
    head.title = "".join(line.text for line in lines[:4])
    head.title_start, head.title_end = lines[0].start, lines[min(3, len(lines) - 1)].end
