"""版头 and 版记: whose paper it is, in red above its title; to whom copies go and by whom it is printed, at its foot."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang import gbt9704
from taizhang.gbt9704 import GRID, PAGE, RED, TWIPS_PER_POINT, mm, points, twips
from taizhang.reports.official import Head, Tail, spoken
from taizhang.reports.word import styles
from taizhang.reports.word.marks import fonts, paragraph, run
from taizhang.reports.word.text_box import Place, aligned, text_box

_HEAD, _TAIL = gbt9704.HEAD, gbt9704.TAIL
_ABOVE_GLYPH_PT = 3.0  # of a line of the issuer's, between its upper edge and the signs: measured on the picture
_BELOW_GLYPH_PT = 6.5  # of a line of the number's, between the signs and its lower edge
_RULE_EIGHTHS = 12  # the red rule's thickness in eighths of a point
_BLANK_LINES_ABOVE_NUMBER = 2  # 7.2.5
_EIGHTHS_PER_MM = points(1) * 8
_TAIL_BOX = 9  # its number among the document's drawings
_AROUND = 2  # characters that a line of the box does without


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
    return paragraph("", content, f'{rule}{tabs}{styles.indent(first=1)}<w:jc w:val="left"/>')  # the rule begins at the margin


def tail(told: Tail) -> str:
    """The ruled lines, in a box at the foot of the page that the paragraph which holds it stands on."""
    lines = [f"抄送：{told.copies_to.rstrip('。')}。"] if told.copies_to else []
    printed = f"{spoken(told.printed_on)}印发" if told.printed_on else ""
    if told.printed_by or printed:
        lines.append(f"{told.printed_by}\t{printed}")
    content = "".join(_ruled(text, first=n == 0, last=n == len(lines) - 1) for n, text in enumerate(lines))
    high = sum(_rows(text) for text in lines) * mm(gbt9704.TAIL_PITCH_TWIPS) + len(lines) + 1
    place = Place(aligned("H", "left"), aligned("V", "bottom"), PAGE.body_width_mm, high)
    return paragraph(styles.END, text_box(content, place, "版记", _TAIL_BOX, body='anchor="b"', clear=True))


def _rows(text: str) -> int:
    """How many lines a line of the box may take."""
    most = GRID.characters_on(PAGE.body_width_mm, _TAIL.copies.size_pt) - _AROUND
    return 1 if "\t" in text else -(-len(text) // most)


def _ruled(text: str, *, first: bool, last: bool) -> str:
    """One line with the rule above it, the last with the one below it, too; the first rule and the last are thick."""
    rules = _rule("top", _TAIL.thick_mm if first else _TAIL.thin_mm) + (_rule("bottom", _TAIL.thick_mm) if last else "")
    before, tab, behind = text.partition("\t")
    type_ = _TAIL.printed if tab else _TAIL.copies
    edge = twips(PAGE.body_width_mm) - round(type_.size_pt * type_.right_characters * TWIPS_PER_POINT)
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>' if tab else ""
    around = styles.indent(first=type_.left_characters, size_pt=type_.size_pt)  # rules begin and end at the margins
    content = run(before) + ("<w:r><w:tab/></w:r>" + run(behind) if tab else "")
    return paragraph(styles.TAIL, content, f"<w:pBdr>{rules}</w:pBdr>{tabs}{around}")


def _rule(side: str, mm: float) -> str:
    return f'<w:{side} w:val="single" w:sz="{round(mm * _EIGHTHS_PER_MM)}" w:space="1" w:color="000000"/>'
