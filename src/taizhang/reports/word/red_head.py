"""版头 and 版记: whose paper it is, in red above its title; to whom copies go and by whom it is printed, at its foot."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang import gbt9704
from taizhang.gbt9704 import GRID, PAGE, RED, TWIPS_PER_POINT, Type, points, twips
from taizhang.reports.official import Head, Tail, spoken
from taizhang.reports.word import styles
from taizhang.reports.word.marks import fonts, paragraph, run

_HEAD, _TAIL = gbt9704.HEAD, gbt9704.TAIL
_ABOVE_GLYPH_PT = 3.0  # of a line of the issuer's, between its upper edge and the signs: measured on the picture
_BELOW_GLYPH_PT = 6.5  # of a line of the number's, between the signs and its lower edge
_RULE_EIGHTHS = 12  # the red rule's thickness in eighths of a point
_BLANK_LINES_ABOVE_NUMBER = 2  # 7.2.5
_EIGHTHS_PER_MM = points(1) * 8


def head(told: Head) -> Iterator[str]:
    """The lines above the title, the red rule and the blank lines below it."""
    if told.urgency:
        yield paragraph(styles.ADDRESSEE, run(told.urgency, fonts(_HEAD.urgency.face)))
    yield _issuer(told.issuer, lines_above=1 if told.urgency else 0)
    yield from [paragraph("", "")] * _BLANK_LINES_ABOVE_NUMBER
    yield _number(told)
    yield from [paragraph("", "")] * _HEAD.blank_lines_above_title


def _issuer(name: str, lines_above: int) -> str:
    """In red, 35 mm below the type area's upper edge, as large as a line holds it."""
    size = min(_HEAD.issuer.size_pt, int(points(PAGE.body_width_mm) / len(name)))
    above = points(_HEAD.issuer_top_mm) - lines_above * GRID.pitch_pt - _ABOVE_GLYPH_PT
    line = round((size + 2 * _ABOVE_GLYPH_PT) * TWIPS_PER_POINT)
    about = (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="{round(above * TWIPS_PER_POINT)}" w:line="{line}" w:lineRule="exact"/>'
        f'{styles.indent()}<w:jc w:val="center"/>'
    )
    letters = f'{fonts(_HEAD.issuer.face)}<w:color w:val="{RED}"/><w:sz w:val="{size * 2:g}"/><w:szCs w:val="{size * 2:g}"/>'
    return paragraph("", run(name, letters), about)


def _number(told: Head) -> str:
    """The document number in the middle; where somebody signs for a paper that goes upwards, at the left and he at the right."""
    space = round(points(_HEAD.rule_below_mm) - _BELOW_GLYPH_PT)
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="{_RULE_EIGHTHS}" w:space="{space}" w:color="{RED}"/></w:pBdr>'
    if not told.signatory:
        return paragraph("", run(told.number), f'{rule}{styles.indent()}<w:jc w:val="center"/>')
    edge = twips(PAGE.body_width_mm) - round(GRID.spacing_twips + _HEAD.signatory.size_pt * TWIPS_PER_POINT)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>'
    signs = run(f"{_HEAD.signatory_label.word}：") + run(told.signatory, fonts(_HEAD.signatory.face))
    content = run(told.number) + "<w:r><w:tab/></w:r>" + signs
    return paragraph("", content, f'{rule}{tabs}{styles.indent(left=1)}<w:jc w:val="left"/>')


def tail(told: Tail) -> str:
    """The ruled lines at the foot of the page that they stand on, and what follows a table at a document's end."""
    rows = [f"抄送：{told.copies_to.rstrip('。')}。"] if told.copies_to else []
    printed = f"{spoken(told.printed_on)}印发" if told.printed_on else ""
    if told.printed_by or printed:
        rows.append(f"{told.printed_by}\t{printed}")
    width = twips(PAGE.body_width_mm)
    drawn = "".join(_row(text, n, len(rows), width) for n, text in enumerate(rows))
    place = '<w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="left" w:tblpYSpec="bottom"/>'
    margins = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    about = f'<w:tblPr>{place}<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
    return f'<w:tbl>{about}<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{drawn}</w:tbl>'


def _row(text: str, n: int, rows: int, width: int) -> str:
    """One line between its rules: the first and the last of them thick."""
    above, below = (_TAIL.thick_mm if edge else _TAIL.thin_mm for edge in (n == 0, n == rows - 1))
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="{round(mm * _EIGHTHS_PER_MM)}" w:space="0" w:color="000000"/>'
        for side, mm in (("top", above), ("bottom", below))
    )
    about = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>{rules}</w:tcBorders><w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>{about}{_line(text, _TAIL.copies, width)}</w:tc></w:tr>"


def _line(text: str, type_: Type, width: int) -> str:
    """A line one character in at either side, its further lines under the first's text; what stands behind a tab at the right."""
    own = round(type_.size_pt * TWIPS_PER_POINT)
    before, _, behind = text.partition("\t")
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width - own}"/></w:tabs>' if behind else ""
    hanging = 0 if behind else len("抄送：")
    around = styles.indent(
        left=type_.left_characters + hanging, first=-hanging, right=type_.right_characters, size_pt=type_.size_pt
    )
    content = run(before) + ("<w:r><w:tab/></w:r>" + run(behind) if behind else "")
    return paragraph(styles.TAIL, content, tabs + around)
