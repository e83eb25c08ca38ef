"""Pages: paper, margins, the grid of lines, and the numbers at their feet, which a page across has at the same edge of the paper.

A page across is an upright one turned to the right (GB/T 9704, 8): the upper edge of its tables lies where the others have
their left, and its number stands at its left edge, turned as well, so that in the bound paper all stand in one place.
"""

from __future__ import annotations

from taizhang.gbt9704 import GRID, PAGE, PAGE_NUMBER, twips
from taizhang.reports.word import styles
from taizhang.reports.word.marks import NAMESPACES, paragraph, run
from taizhang.reports.word.text_box import Place, at, text_box

_SIDES = {"odd": ("default", "right"), "even": ("even", "left")}
_HIGH_MM = 8  # of the box that holds a turned number
_SETTINGS = (
    "<w:evenAndOddHeaders/>"
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat>"
)


def width_mm(across: bool) -> float:
    """How wide the type area is."""
    return PAGE.body_height_mm if across else PAGE.body_width_mm


def settings() -> str:
    """The member ``settings``: odd and even pages differ; signs are not pushed together."""
    return f"<w:settings {NAMESPACES}>{_SETTINGS}</w:settings>"


def section(across: bool, *, paged: bool = True) -> str:
    """The properties of a section of upright pages or of pages across, with their numbers where they are ``paged``."""
    name = "across" if across else "upright"
    feet = "".join(f'<w:footerReference w:type="{kind}" r:id="{side}_{name}"/>' for side, (kind, _) in _SIDES.items() if paged)
    grid = f'<w:docGrid w:type="lines" w:linePitch="{GRID.pitch_twips}"/>'
    return f'<w:sectPr>{feet}<w:type w:val="nextPage"/>{_size(across)}{_margins(across)}{grid}</w:sectPr>'


def footers(across: bool) -> dict[str, tuple[str, str]]:
    """The feet of odd and even pages by their ids: what kind of part, its XML."""
    name, of = ("across", _turned) if across else ("upright", _upright)
    feet = {f"{side}_{name}": of(side) for side in _SIDES}
    return {identity: ("footer", f"<w:ftr {NAMESPACES}>{content}</w:ftr>") for identity, content in feet.items()}


def _size(across: bool) -> str:
    width, height = twips(PAGE.width_mm), twips(PAGE.height_mm)
    if across:
        return f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
    return f'<w:pgSz w:w="{width}" w:h="{height}"/>'


def _margins(across: bool) -> str:
    sides = {"top": PAGE.top_mm, "right": PAGE.right_mm, "bottom": PAGE.bottom_mm, "left": PAGE.left_mm}
    if across:
        sides = {"top": PAGE.left_mm, "right": PAGE.top_mm, "bottom": PAGE.right_mm, "left": PAGE.bottom_mm}
    told = "".join(f' w:{side}="{twips(mm)}"' for side, mm in sides.items())
    footer = PAGE_NUMBER.footer_mm if not across else PAGE.right_mm / 2
    return f'<w:pgMar{told} w:header="{twips(PAGE.top_mm / 2)}" w:footer="{twips(footer)}" w:gutter="0"/>'


def _upright(side: str) -> str:
    """— 1 — at the outer side, one character in."""
    place = _SIDES[side][1]
    around = styles.indent(size_pt=PAGE_NUMBER.type.size_pt, **{place: PAGE_NUMBER.indent_characters})
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    content = run(f"{PAGE_NUMBER.dash} ") + field + run(f" {PAGE_NUMBER.dash}")
    return paragraph(styles.PAGE_NUMBER, content, f'{around}<w:jc w:val="{place}"/>')


def _turned(side: str) -> str:
    """The same in a box at the left edge, from top to bottom along the type area."""
    x = PAGE.bottom_mm - PAGE_NUMBER.below_mm - _HIGH_MM / 2
    place = Place(at("H", x), at("V", PAGE.left_mm), _HIGH_MM, PAGE.body_width_mm)
    identity = 1 + list(_SIDES).index(side)
    return paragraph(styles.END, text_box(_upright(side), place, "页码", identity, body='vert="vert" anchor="ctr"'))
