"""A box of text that stands at a place of its own on the page; Word and LibreOffice both draw it there."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.gbt9704 import MM_PER_INCH

_EMU_PER_MM = round(914_400 / MM_PER_INCH)
_WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box stands: ``across`` and ``down`` as Word's positions say it, how wide and high it is."""

    across: str
    down: str
    wide_mm: float
    high_mm: float


def at(axis: str, mm: float) -> str:
    """A position so far from the paper's edge; the axis is H or V."""
    told = f"<wp:posOffset>{round(mm * _EMU_PER_MM)}</wp:posOffset>"
    return f'<wp:position{axis} relativeFrom="page">{told}</wp:position{axis}>'


def aligned(axis: str, side: str) -> str:
    """A position at one side of the type area."""
    return f'<wp:position{axis} relativeFrom="margin"><wp:align>{side}</wp:align></wp:position{axis}>'


def text_box(content: str, place: Place, name: str, identity: int, *, body: str = "", clear: bool = False) -> str:
    """A run with the box; ``body`` is how its text lies, ``clear`` keeps other text from standing beside or under it."""
    wide, high = (round(mm * _EMU_PER_MM) for mm in (place.wide_mm, place.high_mm))
    box = (
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr {body} wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"/></wps:wsp>'
    )
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        f'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>{place.across}{place.down}'
        f'<wp:extent cx="{wide}" cy="{high}"/>{"<wp:wrapTopAndBottom/>" if clear else "<wp:wrapNone/>"}'
        f'<wp:docPr id="{identity}" name="{name}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_WPS}">{box}</a:graphicData></a:graphic></wp:anchor>'
    )
    drawn = f"<w:drawing>{anchor}</w:drawing>"
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice></mc:AlternateContent></w:r>'
