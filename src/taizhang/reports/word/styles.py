"""The styles of an official paper, one for each type of line that the standard knows."""

from __future__ import annotations

from taizhang import gbt9704
from taizhang.gbt9704 import GRID, Type
from taizhang.reports.word.marks import NAMESPACES, fonts

BODY, TITLE, ADDRESSEE, NOTE, SIGNATURE = "Normal", "Title", "Addressee", "AttachmentNote", "Signature"
LABEL, ATTACHMENT_TITLE, TABLE_HEAD, TABLE_TEXT, PAGE_NUMBER = (
    "AttachmentLabel", "AttachmentTitle", "TableHead", "TableText", "PageNumber",
)  # fmt: skip
END, TAIL, FOOTNOTE = "End", "Tail", "Footnote"
HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")
KEPT = "<w:keepNext/>"
CELL_MARGIN = 60  # twips between a cell's edge and its text
_OFF_GRID = '<w:snapToGrid w:val="0"/>'  # LibreOffice gives type of another size two lines of the grid, or a whole one
_SINGLE = '<w:spacing w:line="240" w:lineRule="auto"/>'


def styles() -> str:
    """The member ``styles``. Everything is based on the text's own style, and says what differs."""
    named = (
        (TITLE, "Title", gbt9704.TITLE, ""),
        (ADDRESSEE, "主送机关", gbt9704.ADDRESSEE, ""),
        (NOTE, "附件说明", gbt9704.ATTACHMENT_NOTE, ""),
        (SIGNATURE, "Signature", gbt9704.SIGNATURE, ""),
        (LABEL, "附件顺序号", gbt9704.ATTACHMENT_LABEL, ""),
        (ATTACHMENT_TITLE, "附件标题", gbt9704.ATTACHMENT_TITLE, ""),
        (TABLE_HEAD, "表头", gbt9704.TABLE_HEAD, _exactly(gbt9704.TABLE_PITCH_TWIPS)),
        (TABLE_TEXT, "表格文字", gbt9704.TABLE_TEXT, _exactly(gbt9704.TABLE_PITCH_TWIPS)),
        (PAGE_NUMBER, "页码", gbt9704.PAGE_NUMBER.type, _SINGLE),
        (TAIL, "版记", gbt9704.TAIL.copies, _exactly(gbt9704.TAIL_PITCH_TWIPS)),
        (FOOTNOTE, "附注", gbt9704.NOTE, ""),
    )
    headings = "".join(
        _style(style, f"heading {level}", type_, "", f'<w:outlineLvl w:val="{level - 1}"/>')
        for level, (style, type_) in enumerate(zip(HEADINGS, gbt9704.HEADINGS, strict=True), 1)
    )
    told = "".join(_style(style, name, type_, spacing) for style, name, type_, spacing in named)
    return f"<w:styles {NAMESPACES}>{_defaults()}{_body()}{headings}{told}{_end()}{_table()}</w:styles>"


def indent(left: float = 0, first: float = 0, right: float = 0, *, size_pt: float = gbt9704.BODY.size_pt) -> str:
    """A paragraph's indent in characters; a ``first`` line below nought hangs out. Twips stand beside for who cannot count."""
    sides = {"left": left, "right": right, "hanging" if first < 0 else "firstLine": abs(first)}
    told = "".join(
        f' w:{side}Chars="{round(n * 100)}" w:{side}="{round(n * size_pt * gbt9704.TWIPS_PER_POINT)}"'
        for side, n in sides.items()
    )
    return f"<w:ind{told}/>"


def _defaults() -> str:
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    return f"<w:docDefaults><w:rPrDefault><w:rPr>{_letters(gbt9704.BODY)}{language}</w:rPr></w:rPrDefault></w:docDefaults>"


def _body() -> str:
    """The text's style: 22 lines of 28 characters, no line moved for widows, no gap between Chinese and digits."""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{GRID.pitch_twips}" w:lineRule="exact"/>'
    told = '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' + spacing + _place(gbt9704.BODY)
    close = f'<w:spacing w:val="{GRID.spacing_twips}"/>'
    face, size = fonts(gbt9704.BODY.face), _size(gbt9704.BODY)
    about = f"<w:pPr>{told}</w:pPr><w:rPr>{face}{close}{size}</w:rPr>"
    return f'<w:style w:type="paragraph" w:default="1" w:styleId="{BODY}"><w:name w:val="Normal"/><w:qFormat/>{about}</w:style>'


def _style(style: str, name: str, type_: Type, spacing: str, outline: str = "") -> str:
    loose = "" if type_.size_pt == gbt9704.BODY.size_pt else _OFF_GRID
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="{BODY}"/><w:qFormat/>'
        f"<w:pPr>{loose}{spacing}{_place(type_)}{outline}</w:pPr><w:rPr>{_letters(type_)}</w:rPr></w:style>"
    )


def _end() -> str:
    """What ends a section without being seen: a line of one point, which no page must be added for."""
    line = _OFF_GRID + _exactly(gbt9704.TWIPS_PER_POINT) + indent()
    about = f'<w:pPr>{line}</w:pPr><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'
    return f'<w:style w:type="paragraph" w:styleId="{END}"><w:name w:val="分节"/><w:basedOn w:val="{BODY}"/>{about}</w:style>'


def _place(type_: Type) -> str:
    around = indent(type_.left_characters, type_.first_line_characters, type_.right_characters, size_pt=type_.size_pt)
    return f'{around}<w:jc w:val="{type_.alignment}"/>'


def _letters(type_: Type) -> str:
    return fonts(type_.face) + _size(type_)


def _size(type_: Type) -> str:
    half_points = round(type_.size_pt * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _exactly(twips: int) -> str:
    return f'<w:spacing w:line="{twips}" w:lineRule="exact"/>'


def _table() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="{CELL_MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    about = f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    return f'<w:style w:type="table" w:styleId="List"><w:name w:val="List"/>{about}</w:style>'
