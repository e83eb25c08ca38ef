"""The geometry and fonts of official documents (GB/T 9704-2012), once, for writing and for checking.

Every number carries its unit in its name: ``_mm``, ``_pt`` (a 72nd of an inch), ``_twips`` (a 20th of a point, what Word counts
in); ``_characters`` are widths of a body character. In brackets is the clause of the standard; what it leaves open and where
Word and LibreOffice need another value than it prints is said beside the value.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MM_PER_INCH = 25.4
POINTS_PER_INCH = 72
TWIPS_PER_POINT = 20
RED = "FF0000"  # of the red head and its rule (7.2.4, 7.2.7)


def twips(mm: float) -> int:
    """Millimetres as Word counts them."""
    return round(mm / MM_PER_INCH * POINTS_PER_INCH * TWIPS_PER_POINT)


def mm(twips: float) -> float:
    """Word's twips as millimetres."""
    return twips / TWIPS_PER_POINT / POINTS_PER_INCH * MM_PER_INCH


def points(mm: float) -> float:
    """Millimetres as points."""
    return mm / MM_PER_INCH * POINTS_PER_INCH


@dataclass(frozen=True, slots=True)
class Page:
    """The paper and what is left free around the type area (5.1, 5.2.1); 156 × 225 mm are left for type."""

    width_mm: float = 210
    height_mm: float = 297
    top_mm: float = 37
    bottom_mm: float = 35  # follows from the height of the type area
    left_mm: float = 28
    right_mm: float = 26  # follows from its width
    tolerance_mm: float = 1  # the standard's own for top and left

    @property
    def body_width_mm(self) -> float:
        """The width of the type area (版心)."""
        return self.width_mm - self.left_mm - self.right_mm

    @property
    def body_height_mm(self) -> float:
        """The height of the type area."""
        return self.height_mm - self.top_mm - self.bottom_mm


@dataclass(frozen=True, slots=True)
class Grid:
    """22 lines of 28 characters that fill the type area (5.2.3), as they come out measured on rendered pages.

    A line of 580 twips leaves room for 21 only. Twenty-eight characters of 16 pt are wider than 156 mm: each is set 0.25 pt
    closer. Word's grid is ``lines``: LibreOffice lays out ``linesAndChars`` with another number of characters.
    """

    lines: int = 22
    characters: int = 28
    pitch_twips: int = 579
    spacing_twips: int = -5

    @property
    def pitch_pt(self) -> float:
        """From one line to the next."""
        return self.pitch_twips / TWIPS_PER_POINT

    def lines_on(self, height_mm: float, pitch_pt: float) -> int:
        """How many lines of a pitch go on a height."""
        return int(points(height_mm) / pitch_pt + 1e-6)

    def characters_on(self, width_mm: float, advance_pt: float) -> int:
        """How many characters go into a line when each takes ``advance_pt``."""
        return int(points(width_mm) / advance_pt + 1e-6)


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface by the word the standard uses, the font that is written, and every font that is that face."""

    word: str
    english: str
    font: str
    fonts: tuple[str, ...]

    def __contains__(self, font: str) -> bool:
        return font.casefold() in {name.casefold() for name in (self.font, *self.fonts)}


TITLE_SONG = Face(
    "小标宋体",
    "Xiaobiaosong",
    "方正小标宋简体",
    (
        "方正小标宋_GBK",
        "方正小标宋体",
        "方正小标宋",
        "小标宋",
        "小标宋体",
        "FZXiaoBiaoSong-B05",
        "FZXiaoBiaoSong-B05S",
        "FZXBSJW",
    ),
)
FANG = Face(
    "仿宋体",
    "Fangsong",
    "仿宋_GB2312",
    (
        "仿宋",
        "FangSong",
        "FangSong_GB2312",
        "华文仿宋",
        "STFangsong",
        "方正仿宋简体",
        "方正仿宋_GBK",
        "方正仿宋_GB2312",
        "仿宋体",
    ),
)
HEI = Face("黑体", "Heiti", "黑体", ("SimHei", "方正黑体简体", "方正黑体_GBK", "方正黑体", "华文黑体", "STHeiti"))
KAI = Face(
    "楷体",
    "Kaiti",
    "楷体_GB2312",
    ("楷体", "KaiTi", "KaiTi_GB2312", "华文楷体", "STKaiti", "方正楷体简体", "方正楷体_GBK", "方正楷体_GB2312"),
)
SONG = Face("宋体", "Songti", "宋体", ("SimSun", "新宋体", "NSimSun", "方正书宋简体", "方正书宋_GBK", "华文宋体", "STSong"))
FACES = (TITLE_SONG, FANG, HEI, KAI, SONG)

# What comes with a Chinese Windows and with Office or WPS; another font may be missing on the next machine.
COMMON_FONTS = frozenset(
    {"宋体", "SimSun", "新宋体", "NSimSun", "黑体", "SimHei", "仿宋", "FangSong", "楷体", "KaiTi", "微软雅黑", "Microsoft YaHei"}
    | {"等线", "等线 Light", "DengXian", "DengXian Light", "Arial", "Calibri", "Calibri Light", "Cambria", "Tahoma"}
    | {"Times New Roman", "Courier New", "Symbol", "Wingdings", "Wingdings 2", "Segoe UI", "Verdana", "Georgia"}
)

# The sizes that have names (号), in points.
SIZE_NAMES = {
    42: "初号",
    36: "小初",
    26: "1号",
    24: "小1号",
    22: "2号",
    18: "小2号",
    16: "3号",
    15: "小3号",
    14: "4号",
    12: "小4号",
    10.5: "5号",
    9: "小5号",
}


def size_name(pt: float) -> str:
    """A size as people say it: 3号 (16磅); one without a name in points."""
    shown = f"{pt:g}磅"
    return f"{SIZE_NAMES[pt]}（{shown}）" if pt in SIZE_NAMES else shown


class Alignment(StrEnum):
    """Where a line stands between the margins, in Word's own words."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Type:
    """How one part of a document is set: what it is called, face, size, and where its lines stand."""

    word: str
    english: str
    face: Face
    size_pt: float = 16
    alignment: Alignment = Alignment.BOTH
    first_line_characters: int = 0
    left_characters: int = 0
    right_characters: int = 0


PAGE = Page()
GRID = Grid()

TITLE = Type("标题", "title", TITLE_SONG, 22, Alignment.CENTRE)  # 7.3.1
ADDRESSEE = Type("主送机关", "addressee", FANG, alignment=Alignment.LEFT)  # 7.3.2: flush left, ends in a full-width colon
BODY = Type("正文", "text", FANG, first_line_characters=2)  # 5.2.2, 7.3.3
HEADINGS = (  # 7.3.3: 一、 （一） 1. （1）; none of them bold
    Type("一级标题", "heading 1", HEI, first_line_characters=2),
    Type("二级标题", "heading 2", KAI, first_line_characters=2),
    Type("三级标题", "heading 3", FANG, first_line_characters=2),
    Type("四级标题", "heading 4", FANG, first_line_characters=2),
)
ATTACHMENT_NOTE = Type(
    "附件说明", "list of attachments", FANG, left_characters=2
)  # 7.3.4: a blank line above it, no full stop after a name
SIGNATURE = Type("发文机关署名", "signature", FANG, alignment=Alignment.RIGHT, right_characters=2)  # 7.3.5.2: without a seal
DATE = Type("成文日期", "date", FANG, alignment=Alignment.RIGHT, right_characters=4)  # 7.3.5.1: with a seal
NOTE = Type("附注", "note", FANG, alignment=Alignment.LEFT, left_characters=2)  # 7.3.6: in round brackets
ATTACHMENT_LABEL = Type(
    "附件顺序号", "attachment number", HEI, alignment=Alignment.LEFT
)  # 7.3.7: flush left on the first line of a new page
ATTACHMENT_TITLE = Type("附件标题", "attachment title", TITLE_SONG, 22, Alignment.CENTRE)  # 7.3.7: on the third line
ATTACHMENT_TITLE_LINE = 3
TABLE_HEAD = Type("表头", "table head", HEI, 10.5, Alignment.CENTRE)  # the standard leaves type in tables open
TABLE_TEXT = Type("表格文字", "table text", FANG, 10.5, Alignment.LEFT)
TABLE_PITCH_TWIPS = 300  # from line to line in a table
DATE_INDENT_CHARACTERS = 2  # 7.3.5.2: without a seal the date begins so far to the right of the signature's beginning


@dataclass(frozen=True, slots=True)
class PageNumber:
    """— 1 — below the type area (7.5): odd pages at the right, even pages at the left, one character in.

    The standard has the dashes 7 mm below the type area; ``footer_mm`` is Word's distance from the paper's edge to the footer's
    lower edge that puts them there, for a single-spaced line of 14 pt: measured 7.1 mm, a little more or less by the font.
    """

    type: Type = Type("页码", "page number", SONG, 14)
    below_mm: float = 7
    indent_characters: int = 1
    dash: str = "—"
    footer_mm: float = 25


PAGE_NUMBER = PageNumber()


@dataclass(frozen=True, slots=True)
class Head:
    """版头: what stands above the red rule of a paper with a red head (7.2), and below it in the order of the lines."""

    copy_number: Type = Type("份号", "copy number", SONG, alignment=Alignment.LEFT)  # 7.2.1: six digits
    secrecy: Type = Type("密级和保密期限", "mark of secrecy", HEI, alignment=Alignment.LEFT)  # 7.2.2
    urgency: Type = Type("紧急程度", "urgency", HEI, alignment=Alignment.LEFT)  # 7.2.3
    issuer: Type = Type(
        "发文机关标志", "issuing body", TITLE_SONG, 36, Alignment.CENTRE
    )  # 7.2.4: red; smaller than that of the level above
    issuer_top_mm: float = 35  # from the type area's upper edge
    number: Type = Type(
        "发文字号", "document number", FANG, alignment=Alignment.CENTRE
    )  # 7.2.5: two lines below; at the left with a signatory
    signatory_label: Type = Type("签发人", "signatory", FANG, alignment=Alignment.RIGHT, right_characters=1)  # 7.2.6
    signatory: Type = Type("签发人姓名", "signatory's name", KAI, alignment=Alignment.RIGHT, right_characters=1)
    rule_below_mm: float = 4  # 7.2.7: from the number to the red rule
    rule_width_mm: float = 156
    blank_lines_above_title: int = 2  # 7.3.1


@dataclass(frozen=True, slots=True)
class Tail:
    """版记: the ruled lines at the foot of the last even page (7.4)."""

    copies: Type = Type("抄送机关", "copies to", FANG, 14, left_characters=1, right_characters=1)  # 7.4.2: ends in a full stop
    printed: Type = Type("印发机关和印发日期", "printed by and on", FANG, 14, left_characters=1, right_characters=1)  # 7.4.3
    thick_mm: float = 0.35  # 7.4.1: first and last rule
    thin_mm: float = 0.25


HEAD = Head()
TAIL = Tail()
TAIL_PITCH_TWIPS = 440  # from line to line in the tail
