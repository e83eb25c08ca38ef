"""Pages: paper, margins, the grid of lines, and the numbers at their feet, which a page across has at the same edge of the paper.

A page across is an upright one turned to the right (GB/T 9704, 8): the upper edge of its tables lies where the others have
their left, and its number stands at its left edge, turned as well, so that in the bound paper all stand in one place.
"""

from __future__ import annotations

from taizhang.gbt9704 import GRID, MM_PER_INCH, PAGE, PAGE_NUMBER, twips
from taizhang.reports.word import styles
from taizhang.reports.word.marks import NAMESPACES, paragraph, run

_EMU_PER_MM = round(914_400 / MM_PER_INCH)
_SIDES = {"odd": ("default", "right"), "even": ("even", "left")}
_HIGH_MM = 8  # of the box that holds a turned number
_SETTINGS = (
    "<w:evenAndOddHeaders/>"
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat>"
)
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


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
    wide, high = _HIGH_MM * _EMU_PER_MM, round(PAGE.body_width_mm * _EMU_PER_MM)
    place = "".join(
        f'<wp:position{axis} relativeFrom="page"><wp:posOffset>{round(mm * _EMU_PER_MM)}</wp:posOffset></wp:position{axis}>'
        for axis, mm in (("H", x), ("V", PAGE.left_mm))
    )
    box = (
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{_upright(side)}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp>'
    )
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        f'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>{place}<wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:wrapNone/><wp:docPr id="{1 + list(_SIDES).index(side)}" name="页码"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_WPS}">{box}</a:graphicData></a:graphic></wp:anchor>'
    )
    drawing = f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{anchor}</w:drawing></mc:Choice></mc:AlternateContent>'
    return paragraph(styles.END, f"<w:r>{drawing}</w:r>")
