"""A picture in Word as a group of shapes: vectors, which Word, WPS and LibreOffice all draw, sharp at any size."""

from __future__ import annotations

from itertools import count

from taizhang.gbt9704 import BODY, MM_PER_INCH
from taizhang.reports.drawing import RULE, Area, Drawing, Label, Rule, width
from taizhang.reports.word import styles
from taizhang.reports.word.marks import fonts, paragraph, plain, run
from taizhang.reports.word.pages import width_mm

_EMU_PER_MM = 914_400 / MM_PER_INCH
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_HIGH = 1.5  # of a label's box, in ems
_ROOM = 1.3  # a label's box is wider than its words: fonts differ
_BARE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>'


def figure(drawing: Drawing, across: bool) -> str:
    """The picture in a paragraph of its own, as wide as the type area."""
    scale = width_mm(across) * _EMU_PER_MM / drawing.width
    wide, high = round(drawing.width * scale), round(drawing.height * scale)
    numbers = count(2)
    ground = _wsp(next(numbers), f"{_frame(0, 0, wide, high)}{_BARE}", "", "")  # else the picture is as small as its shapes
    shapes = ground + "".join(_shape(shape, scale, next(numbers)) for shape in drawing.shapes)
    extent = f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/>'
    children = f'<a:chOff x="0" y="0"/><a:chExt cx="{wide}" cy="{high}"/>'
    group = f'<wpg:wgp xmlns:wpg="{_GROUP}"><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{extent}{children}</a:xfrm></wpg:grpSpPr>'
    about = f'<wp:docPr id="1" name="{plain(drawing.title)}" descr="{plain(drawing.told)}"/><wp:cNvGraphicFramePr/>'
    inline = (
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>{about}'
        f'<a:graphic><a:graphicData uri="{_GROUP}">{group}{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline>'
    )
    told = f'<mc:AlternateContent><mc:Choice xmlns:wpg="{_GROUP}" Requires="wpg"><w:drawing>{inline}</w:drawing></mc:Choice>'
    told += f"<mc:Fallback>{run(drawing.told)}</mc:Fallback></mc:AlternateContent>"
    loose = '<w:spacing w:line="240" w:lineRule="auto"/>'  # a line of exact height would cut the picture off
    return paragraph("", f"<w:r>{told}</w:r>", loose + styles.indent())


def _shape(shape: Area | Rule | Label, scale: float, number: int) -> str:
    if isinstance(shape, Area):
        return _path(shape.points, shape.fill, scale, number)
    if isinstance(shape, Rule):
        return _path((shape.start, shape.end), "", scale, number)
    return _label(shape, scale, number)


def _path(points: tuple[tuple[float, float], ...], fill: str, scale: float, number: int) -> str:
    """A shape through points; one without a fill is a line."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide = max(1, round((max(x for x, _ in points) - left) * scale))
    high = max(1, round((max(y for _, y in points) - top) * scale))
    places = [f'<a:pt x="{round((x - left) * scale)}" y="{round((y - top) * scale)}"/>' for x, y in points]
    lines = "".join(f"<a:lnTo>{place}</a:lnTo>" for place in places[1:])
    path = f'<a:path w="{wide}" h="{high}"><a:moveTo>{places[0]}</a:moveTo>{lines}{"<a:close/>" if fill else ""}</a:path>'
    lists = '<a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
    form = f"<a:custGeom>{lists}<a:pathLst>{path}</a:pathLst></a:custGeom>"
    filled = f'<a:solidFill><a:srgbClr val="{fill[1:]}"/></a:solidFill>' if fill else "<a:noFill/>"
    stroke = f'<a:ln w="6350"><a:solidFill><a:srgbClr val="{RULE[1:]}"/></a:solidFill></a:ln>'
    frame = _frame(round(left * scale), round(top * scale), wide, high)
    return _wsp(number, f"{frame}{form}{filled}{stroke}", "", "")


def _label(label: Label, scale: float, number: int) -> str:
    """Words in a box without a frame, as tall as a line."""
    wide, high = width(label.words, label.size) * _ROOM, label.size * _HIGH
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    frame = _frame(*(round(n * scale) for n in (left, label.y - high / 2, wide, high)))
    half_points = round(label.size * scale / 12_700 * 2)
    letters = f'{fonts(BODY.face)}<w:spacing w:val="0"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    place = {"start": "left", "middle": "center", "end": "right"}[label.anchor]
    loose = '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
    words = paragraph("", run(label.words, letters), f'{loose}{styles.indent()}<w:jc w:val="{place}"/>')
    return _wsp(number, f"{frame}{_BARE}", f"<wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx>", ' txBox="1"')


def _frame(left: int, top: int, wide: int, high: int) -> str:
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'


def _wsp(number: int, shape: str, words: str, box: str) -> str:
    body = '<wps:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
    about = f'<wps:cNvPr id="{number}" name="{number}"/><wps:cNvSpPr{box}/>'
    return f"<wps:wsp>{about}<wps:spPr>{shape}</wps:spPr>{words}{body}</wps:wsp>"
