"""What stands around the body: title lines, document number, addressee, signature and date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile

from taizhang.reading.furniture import is_furniture
from taizhang.reading.lines import Line
from taizhang.sheet import Span

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
_REMARK = re.compile(r"[（(][^\n]{0,38}[）)]")
_SIGNED_LINE = re.compile(rf"(?P<who>\S{{3,26}}?)\s+(?P<day>{DATE_LINE.pattern})")
_ISSUE = re.compile(r"[〔（(\[]?(?:(?:19|20)\d\d)?[〕）)\]]?年?\s*第\s*\d{1,4}\s*期(?:\s*[（(]总第?\s*\d{1,5}\s*期[）)])?")
_FILLED_IN = re.compile(r"(?:填报|报送|编制|制表|报告|主办|承办|编印)(?:单位|部门|日期|时间|人)[:：].{1,60}")
_BESIDE_TITLE = (DATE_LINE, _NUMBER, _REMARK, _ISSUE, _FILLED_IN, _SIGNED_LINE)
_CLOSING = re.compile(
    r"欢迎|如有意见|如对|联系(?:方式|电话|人|地址)|监督电话|举报电话|公开(?:期限|时间)|公示(?:期|时间)|特此|通[信讯]地址"
    r"|电子邮箱|邮政编码|附件"
)
_ANNEX = re.compile(r"附\s*件\s*[0-90-9一二三四五六七八九十]{0,2}\s*[:：]?")
_CLAUSE = re.compile("[，,；：:“”]|关于|召开|开展|举行|进行|加强")
_CONTENTS = re.compile(r"目\s*[录次]")
_DAY_ENDS = frozenset("日）)0123456789\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19")
SHORT = 64


@dataclass(slots=True)
class Masthead:
    """Which lines are what. ``around`` holds the starts of all lines that are no part of the body, ``stops`` where bodies end."""

    title: str | None = None
    title_start: int | None = None
    title_end: int = 0
    signed_by: str | None = None
    signed_on: str | None = None
    signature: Span | None = None
    stops: list[int] = field(default_factory=list)
    around: set[int] = field(default_factory=set)
    furniture: list[Line] = field(default_factory=list)


def masthead(rows: list[Line], numbered: set[int]) -> Masthead:
    """The lines around the body. After a signature with its date another document may follow, with a title of its own."""
    head = Masthead()
    at_top, title = True, list[Line]()
    for index, line in enumerate(rows):
        if not at_top and (_signed(head, rows, index) or _ANNEX.fullmatch(line.text)):
            head.around.add(line.start)
            at_top = True
        elif _around(head, line):
            continue
        elif at_top and line.start not in numbered and is_short(line):
            head.around.add(line.start)
            addressed = bool(title) and line.text[-1] in ":："
            title.append(line)
            if addressed:  # the body begins behind whom it is addressed to
                _entitle(head, title)
                title, at_top = [], False
        else:
            _entitle(head, title)
            title, at_top = [], False
    _entitle(head, title)
    if not at_top and rows:
        _signed_at_the_end(head, rows)
    return head


def is_short(line: Line) -> bool:
    """Whether a line could stand alone: a title, a heading, a signature."""
    return len(line.text) <= SHORT and line.text[-1] not in _SENTENCE_END and "。" not in line.text


def is_organisation(text: str) -> bool:
    """Whether a short line names an office rather than a subject."""
    return len(text) <= 26 and bool(_ORGANISATION.match(text)) and not _GENRE.search(text) and not _CLAUSE.search(text)


def _around(head: Masthead, line: Line) -> bool:
    """Whether the line is furniture, or stands beside a title: a document number, a date, who filled it in, a remark."""
    if is_furniture(line):
        head.furniture.append(line)
    elif len(line.text) > SHORT or not any(p.fullmatch(line.text) for p in _BESIDE_TITLE):
        return False
    head.around.add(line.start)
    return True


def _signed(head: Masthead, rows: list[Line], index: int) -> bool:
    """Take the line as a signature's date, with the offices above it or before it in the line."""
    line = rows[index]
    if len(line.text) > SHORT or line.text[-1] not in _DAY_ENDS:
        return False
    together = _SIGNED_LINE.fullmatch(line.text)
    if not DATE_LINE.fullmatch(line.text) and not (together and is_organisation(together["who"])):
        return False
    head.around.add(line.start)
    first = index if together else _first_signer(rows, index)
    names = [together["who"]] if together else [row.text for row in rows[first:index]]
    if head.signed_by is None:
        head.signed_by, head.signed_on = " ".join(names) or None, together["day"] if together else line.text
        head.signature = Span(rows[first].start, line.end)
    head.around.update(row.start for row in rows[first:index])
    _stop(head, rows, first)
    return True


def _signed_at_the_end(head: Masthead, rows: list[Line]) -> None:
    """A last line that names an office signs without a date; what closes the text before it is no part of the body."""
    last = len(rows)
    while last and rows[last - 1].start in head.around:
        last -= 1
    if last > 1 and head.signed_by is None and is_organisation(rows[last - 1].text):
        last -= 1
        head.signed_by = rows[last].text
        head.signature = Span(rows[last].start, rows[last].end)
        head.around.add(rows[last].start)
    _stop(head, rows, last)


def _first_signer(rows: list[Line], index: int) -> int:
    first = index
    while first and index - first < 4 and is_short(rows[first - 1]) and is_organisation(rows[first - 1].text):
        first -= 1
    return first


def _stop(head: Masthead, rows: list[Line], first: int) -> None:
    """The body ends before the signature and before the lines that ask for opinions."""
    while first and _CLOSING.match(rows[first - 1].text):
        first -= 1
    if first < len(rows):
        head.stops.append(rows[first].start)


def _no_subtitle(line: Line) -> bool:
    """——2024年11月26日在…会议上 and the speaker's name below it, 目录 and its entries are no part of a title."""
    return not line.text.startswith(("——", "—", "--", "－－")) and not _CONTENTS.fullmatch(line.text)


def _entitle(head: Masthead, lines: list[Line]) -> None:
    """Keep the first title of the document; an office's name alone (over a copied page) is none."""
    lines = [line for line in takewhile(_no_subtitle, lines) if not line.text.endswith((":", "："))]
    if head.title or head.signed_on or not lines or (len(lines) == 1 and is_organisation(lines[0].text)):
        return
    head.title = "".join(line.text for line in lines[:4])
    head.title_start, head.title_end = lines[0].start, lines[min(3, len(lines) - 1)].end
