"""Blocks and lists as a Word file in the manner of GB/T 9704; Word counts the headings, the file does not store their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from samples.blocks import Block, Cell, Grid
from samples.office import OFFICE, packed, relations, text

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_W = f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{OFFICE}"'
_PARTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "odd": "footer", "even": "footer"}
_FEET = '<w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>'
_GRID = '<w:docGrid w:type="lines" w:linePitch="579"/>'
_MARGINS = '<w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" w:header="851" w:footer="{}" w:gutter="0"/>'
_UPRIGHT_MARGINS = _MARGINS.format(2098, 1474, 1984, 1587, 1417)
_ACROSS_MARGINS = _MARGINS.format(1587, 2098, 1474, 1984, 907)  # the upright page turned to the right
_UPRIGHT = f'<w:sectPr>{_FEET}<w:pgSz w:w="11906" w:h="16838"/>{_UPRIGHT_MARGINS}{_GRID}</w:sectPr>'
_ACROSS = f'<w:sectPr>{_FEET}<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>{_ACROSS_MARGINS}{_GRID}</w:sectPr>'
_ACROSS_WIDTH = 16838 - 2098 - 1984
_SONG, _FANG, _HEI, _KAI, _TITLE = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
_LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))
_LINE = '<w:spacing w:line="579" w:lineRule="exact"/>'
_FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_NOTE = '<w:ind w:leftChars="500" w:left="1600" w:hangingChars="300" w:hanging="960"/>'
_FURTHER = '<w:ind w:leftChars="500" w:left="1600" w:firstLineChars="0" w:firstLine="0"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'


def docx(blocks: Iterable[Block], grids: Iterable[Grid] = ()) -> bytes:
    """The bytes of the file: the paper upright, then each list on pages across."""
    lists = [_attachment(number, grid) for number, grid in enumerate(grids, 1)]
    body = "".join(_spaced(blocks))
    if lists:
        body += f"<w:p><w:pPr>{_UPRIGHT}</w:pPr></w:p>" + "".join(lists) + _ACROSS
    else:
        body += _UPRIGHT
    parts = {
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": f"<w:settings {_W}><w:evenAndOddHeaders/></w:settings>",
        "word/odd.xml": _footer("right"),
        "word/even.xml": _footer("left"),
        "word/_rels/document.xml.rels": relations({name: (kind, f"{name}.xml") for name, kind in _PARTS.items()}),
    }
    types = {f"word/{name}.xml": f"{_WORD}.{kind}+xml" for name, kind in _PARTS.items()}
    return packed(parts, {"word/document.xml": f"{_WORD}.document.main+xml", **types}, "word/document.xml")


def _spaced(blocks: Iterable[Block]) -> Iterator[str]:
    """The paragraphs, a blank line below the title, above the list of attachments and above the signature."""
    before = ""
    for block in blocks:
        if block.kind != before and (before == "title" or block.kind in ("attachment", "right")):
            yield _p("", "")
        yield _paragraph(block)
        before = block.kind


def _paragraph(block: Block) -> str:
    if block.kind == "attachment":
        return _note(block.text)
    if block.level == 4:
        properties = '<w:numPr><w:ilvl w:val="3"/><w:numId w:val="1"/></w:numPr>'
    else:
        style = f"Heading{block.level}" if block.level else {"title": "Title", "right": "Signature"}.get(block.kind, "")
        properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if block.level == 2 and "。" in block.text:
        return _p(properties, _run_in(block.text))
    return _p(properties, _run(block.text))


def _run_in(content: str) -> str:
    """A heading that runs into its paragraph: up to its first 。 in 楷体, the rest like text."""
    heading, rest = content.split("。", 1)
    return _run(heading + "。") + _run(rest, _font(_FANG))


def _note(content: str) -> str:
    """附件：1.…, each further name on a line of its own below the first."""
    first, *others = content.split("\u3000")
    return _p(_NOTE, _run(first)) + "".join(_p(_FURTHER, _run(other)) for other in others)


def _attachment(number: int, grid: Grid) -> str:
    label = _p(("<w:pageBreakBefore/>" if number > 1 else "") + _FLUSH, _run(f"附件{number}", _font(_HEI))) + _p("", "")
    notes = "".join(_p("", _run(note)) for note in grid.notes or ("",))  # Word wants a paragraph after a table
    return label + _p('<w:pStyle w:val="Title"/>', _run(grid.title)) + _table(grid) + notes


def _table(grid: Grid) -> str:
    widths = [width * _ACROSS_WIDTH // sum(grid.widths) for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows: list[list[str]] = [[] for _ in grid.head + grid.rows]
    starts = {(row, column): cell for row, column, cell in grid.placed()}
    for row in range(len(rows)):
        column = 0
        while column < len(widths):
            cell, begin = _owner(starts, row, column)
            rows[row].append(_cell(cell, begin, row, sum(widths[column : column + cell.columns]), row < len(grid.head)))
            column += cell.columns
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    lines = (f"<w:tr>{head if index < len(grid.head) else ''}{''.join(cells)}</w:tr>" for index, cells in enumerate(rows))
    about = '<w:tblPr><w:tblStyle w:val="List"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{about}<w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>"


def _owner(starts: dict[tuple[int, int], Cell], row: int, column: int) -> tuple[Cell, int]:
    """The cell that covers this place, and the row it begins in."""
    begin = next(r for r in range(row, -1, -1) if (r, column) in starts)
    return starts[begin, column], begin


def _cell(cell: Cell, begin: int, row: int, width: int, head: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merge = "" if cell.rows == 1 else '<w:vMerge w:val="restart"/>' if begin == row else "<w:vMerge/>"
    style = '<w:pStyle w:val="ListHead"/>' if head else '<w:pStyle w:val="ListText"/>'
    lines = cell.text.split("\n") if begin == row else [""]
    content = "".join(_p(style, _run(line)) for line in lines)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'


def _p(properties: str, content: str) -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _run(content: str, properties: str = "") -> str:
    about = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{about}<w:t xml:space="preserve">{text(content)}</w:t></w:r>' if content else ""


def _styles() -> str:
    number = '<w:numPr><w:ilvl w:val="{0}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{0}"/>'
    headings = (
        _style(f"Heading{level + 1}", f"heading {level + 1}", number.format(level), _font(font))
        for level, font in enumerate((_HEI, _KAI, _FANG))
    )
    tight = '<w:snapToGrid w:val="0"/><w:spacing w:line="280" w:lineRule="exact"/>'
    others = (
        _style("Title", "Title", '<w:snapToGrid w:val="0"/>' + _FLUSH + '<w:jc w:val="center"/>', _font(_TITLE, 44)),
        _style(
            "Signature",
            "Signature",
            '<w:ind w:firstLineChars="0" w:firstLine="0" w:rightChars="200" w:right="640"/><w:jc w:val="right"/>',
            "",
        ),
        _style("ListText", "List Text", tight + _FLUSH + '<w:jc w:val="left"/>', _font(_SONG, 21)),
        _style("ListHead", "List Head", tight + _FLUSH + '<w:jc w:val="center"/>', _font(_HEI, 21)),
    )
    return f"<w:styles {_W}>{_normal()}{''.join(headings)}{''.join(others)}{_list_style()}</w:styles>"


def _normal() -> str:
    about = f'<w:pPr>{_LINE}{_INDENT}<w:jc w:val="both"/></w:pPr><w:rPr>{_font(_FANG, 32, -5)}</w:rPr>'
    return f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>{about}</w:style>'


def _list_style() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in sides)
    about = f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
    return f'<w:style w:type="table" w:styleId="List"><w:name w:val="List"/>{about}</w:style>'


def _font(name: str, half_points: int | None = None, spacing: int | None = None) -> str:
    closer = f'<w:spacing w:val="{spacing}"/>' if spacing else ""
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if half_points else ""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>{closer}{size}'


def _style(name: str, label: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{label}"/><w:basedOn w:val="Normal"/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _numbering() -> str:
    levels = ""
    for index, (style, shown) in enumerate(_LEVELS):
        link = f'<w:pStyle w:val="Heading{index + 1}"/>' if index < 3 else ""
        levels += (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{link}<w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/><w:pPr>{_INDENT}</w:pPr></w:lvl>'
        )
    definition = f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    return f'<w:numbering {_W}>{definition}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'


def _footer(side: str) -> str:
    """— 1 — at the outer side, one character in."""
    place = f'<w:ind w:firstLineChars="0" w:firstLine="0" w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    font = _font(_SONG, 28)
    field = f'<w:fldSimple w:instr=" PAGE "><w:r><w:rPr>{font}</w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
    content = _run("— ", font) + field + _run(" —", font)
    single = '<w:spacing w:line="240" w:lineRule="auto"/>'
    return f"<w:ftr {_W}>{_p(single + place, content)}</w:ftr>"
