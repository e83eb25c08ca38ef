"""Damage left over: what reading found broken and could not mend, and what it mended, which the file itself still bears."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.checks.paper import Paper
from taizhang.checks.remark import Check, Example, Remark, Severity
from taizhang.reading.repair.typography import DATE

LOST = Check(
    code="damage.lost",
    severity=Severity.ERROR,
    name="文字损坏",
    english_name="Text is lost",
    message="这里的文字已损坏（{kind}），无法恢复，请对照原稿补上。",
    english="Text is damaged here beyond repair ({kind}): take it from the original.",
    example=Example("為貫徹落實關于創(chuàng)建模范機關的部署,中央統(tǒng)戰(zhàn)部敢于直面新挑戰(zhàn),勇?lián)?、善作為。"),
    counter_example=Example("敢于直面新挑战，勇担当、善作为。"),
)
MENDED = Check(
    code="damage.mended",
    severity=Severity.NOTE,
    name="读取时已修复",
    english_name="Mended while reading",
    message="原稿有{count}处“{kind}”，读取时已修复，原文件还没有改，例如“{was}”应为“{now}”。",
    english="The file has {count} places of this damage ({kind}), mended while reading: “{was}” should be “{now}”.",
    example=Example("二○○四年三月二日，市水务局召开动员会。"),
    counter_example=Example("二〇〇四年三月二日，市水务局召开动员会。"),
)
CHECKS: tuple[Check, ...] = (LOST, MENDED)
_SHOWN = 20


def remarks(paper: Paper) -> Iterator[Remark]:
    """Each place that is lost; each kind of mending once, at its first place."""
    mended: dict[str, int] = {}
    for repair in paper.reading.repairs:
        if repair.now is not None:
            mended[repair.kind] = mended.get(repair.kind, 0) + 1
        elif repair.kind != DATE:  # a date that is none is told by its own check
            yield LOST.at(paper.text, repair.span.start, repair.span.end, {"kind": repair.kind})
    for repair in paper.reading.repairs:
        if repair.now is not None and (count := mended.pop(repair.kind, 0)):
            facts = {"kind": repair.kind, "count": count, "was": repair.was[:_SHOWN], "now": repair.now[:_SHOWN]}
            yield MENDED.at(paper.text, repair.span.start, repair.span.end, facts)
