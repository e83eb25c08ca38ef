"""``make bench NAME=word``: a progress report of some sixty pages written as an official Word file.

Keys: seconds (writing only, from plain data to the file's bytes, the best of three), pages (counted afterwards in the PDF that
LibreOffice makes of it; 0 where it is not installed), kb, and list_seconds for the plan of the same ledger with its three lists.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from taizhang.reading.formats import libreoffice, programs
from taizhang.reports import facts, forms
from taizhang.reports.official import Official
from taizhang.reports.word import docx

TODAY = date(2026, 11, 22)
ASPECTS, FINDINGS, MEASURES = 5, 8, 4
WHO = facts.Answers("王建国", "供水科", "财务科、办公室", "2026年11月30日", "限期整改")
TOLD = "截至11月20日，已更换管网12公里，增设监测点8处，漏损率由14.2%降至10.6%，按月通报各供水单位，群众反映的停水问题逐一回访。"


def main() -> None:
    """Write, measure, count, print."""
    ledger = _ledger()
    data, seconds = _timed(lambda: _written("report", ledger))
    _, listing = _timed(lambda: _written("plan", ledger))
    told = {"seconds": round(seconds, 3), "pages": _pages(data), "kb": len(data) // 1024, "list_seconds": round(listing, 3)}
    print(json.dumps({"name": "word", **told}))


def _written(code: str, ledger: facts.Ledger) -> Official:
    form = forms.form(code)
    assert form is not None
    return form.write(ledger)


def _ledger() -> facts.Ledger:
    aspects = tuple(facts.Aspect(f"第{n}片区供水方面", tuple(_finding(n, m) for m in range(FINDINGS))) for n in range(ASPECTS))
    return facts.Ledger("2026年整改台账", "市水务局", "巡察反馈问题", TODAY, aspects, reports_to="市委巡察办")


def _finding(aspect: int, n: int) -> facts.Finding:
    serial = aspect * FINDINGS + n + 1
    measures = tuple(
        facts.Measure(f"{serial}.{m}", "更换老旧管网", "更换老旧管网，分三批完成改造。", WHO, "推进中", TOLD * 2)
        for m in range(1, MEASURES + 1)
    )
    return facts.Finding(serial, f"老城区{serial}号片区管网漏损率偏高", True, ("管网超期服役",), measures, WHO, "整改中")


def _timed(make: Callable[[], Official]) -> tuple[bytes, float]:
    """The file, and the shortest of three times it took."""
    best = float("inf")
    data = b""
    for _ in range(3):
        start = time.perf_counter()
        data = docx(make())
        best = min(best, time.perf_counter() - start)
    return data, best


def _pages(data: bytes) -> int:
    import pypdfium2

    program = programs.found(*libreoffice.NAMES)
    if program is None:
        return 0
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "report.docx").write_bytes(data)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        programs.run([program, profile, "--headless", "--convert-to", "pdf", "report.docx"], home, 120)
        document = pypdfium2.PdfDocument(home / "report.pdf")
        try:
            return len(document)
        finally:
            document.close()


if __name__ == "__main__":
    main()
