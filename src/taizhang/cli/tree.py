"""A reading as a person reads it at the terminal: the ledger as a tree, then numbers, dates, repairs and what stayed open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from taizhang.reading.facts import Heading, Reading
from taizhang.sheet import Finding, Measure, Sheet

KINDS = {
    "aspects": "方面",
    "problems": "问题",
    "manifestations": "具体表现",
    "measures": "措施",
    "completed": "完成",
    "basically_completed": "基本完成",
    "in_progress": "推进中",
    "long_term": "长期坚持",
    "not_started": "未启动",
    "rules_new": "新建制度",
    "rules_revised": "修订制度",
    "rules": "制度",
    "rate": "比例",
    "money": "金额",
    "people_disciplined": "问责人员",
    "cases": "案件",
}
WIDTH = 36


def tree(reading: Reading) -> str:
    """The whole reading in a page or two of Chinese."""
    blocks = (_head(reading), _ledger(reading.sheet), _outline(reading), _claims(reading), _times(reading), _open(reading))
    return "\n\n".join(block for lines in blocks if (block := "\n".join(lines)))


def _head(reading: Reading) -> Iterator[str]:
    yield reading.title or "（无标题）"
    told = reading.inspection
    facts = (
        ("文种", reading.document_kind),
        ("单位", reading.issuer),
        ("日期", reading.issued_on),
        ("检查", told and " ".join(filter(None, (told.body, told.nature or told.kind, told.subject)))),
        ("反馈", told and told.feedback_on),
        ("公开期限", reading.disclosure_window and f"{reading.disclosure_window.start}—{reading.disclosure_window.end or ''}"),
        ("电话", "、".join(reading.contacts.phone)),
        ("邮箱", "、".join(reading.contacts.email)),
        ("附件（没有读）", "、".join(reading.attachments)),
        ("地址", "、".join((*reading.contacts.address, *reading.contacts.postcode))),
    )
    yield from (f"{label}：{value}" for label, value in facts if value)


def _ledger(sheet: Sheet) -> Iterator[str]:
    if not sheet.aspects:
        return
    n = sheet.counts()
    yield f"台账：{n.aspects}个方面 · {n.findings}个问题 · {n.manifestations}条具体表现 · {n.measures}条措施"
    for aspect in sheet.aspects:
        yield f"├ {aspect.number or ''}{_short(aspect.title)}"
        for finding in aspect.findings:
            yield from _finding(finding)


def _finding(finding: Finding) -> Iterator[str]:
    indent = "│  "
    if finding.statement is not None:
        yield f"{indent}├ {finding.number or ''}{_short(finding.statement)}"
        indent += "│  "
    yield from (f"{indent}· {m.number or ''}{_short(m.text)}" for m in finding.manifestations)
    yield from (f"{indent}- {m.number or ''}{_short(m.title)}{_duty(m)}" for m in finding.measures)


def _duty(measure: Measure) -> str:
    who = measure.responsibility
    notes = (who.lead_unit, who.leader, measure.deadline and measure.deadline.text, measure.state)
    told = " · ".join(note for note in notes if note)
    return f"〔{told}〕" if told else ""


def _outline(reading: Reading) -> Iterator[str]:
    if reading.sheet.aspects or not reading.outline:
        return
    yield "提纲："
    yield from _headings(reading.outline, "  ")


def _headings(headings: Iterable[Heading], indent: str) -> Iterator[str]:
    for heading in headings:
        yield f"{indent}{heading.number or ''}{_short(heading.title)}"
        yield from _headings(heading.children, indent + "  ")


def _claims(reading: Reading) -> Iterator[str]:
    if reading.claims:
        yield "文中的数："
    for claim in reading.claims:
        yield f"  {KINDS[claim.kind]} {claim.value}{claim.counter}（{_around(reading.text, claim.span.start, claim.span.end)}）"


def _times(reading: Reading) -> Iterator[str]:
    told = [(d.span.start, d.iso) for d in reading.dates if d.iso]
    told += [(p.span.start, f"{p.start}至{p.end}") for p in reading.periods]
    if told:
        yield "日期：" + "、".join(dict.fromkeys(text for _, text in sorted(told)))


def _open(reading: Reading) -> Iterator[str]:
    mended = [r for r in reading.repairs if r.now is not None]
    if mended:
        yield f"修复 {len(mended)} 处："
        yield from (f"  {r.kind}：“{_short(r.was)}”→“{_short(r.now or '')}”" for r in mended)
    lost = [r for r in reading.repairs if r.now is None]
    if lost:
        yield f"损坏、未能修复 {len(lost)} 处："
        yield from (f"  {r.kind}：“{_short(r.was)}”" for r in lost)
    if reading.unread:
        yield f"未采用 {len(reading.unread)} 处："
        yield from (f"  “{_short(reading.text[u.span.start : u.span.end])}”：{u.reason}" for u in reading.unread)


def _around(text: str, start: int, end: int) -> str:
    """The quote with the few words that lead up to it in its line."""
    left = text[max(0, start - 12) : start].rsplit("\n", 1)[-1]
    return _short(left + text[start:end])


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDTH else flat[: WIDTH - 1] + "…"
