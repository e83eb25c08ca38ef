"""``make bench NAME=binder``: 佐证材料汇编 of 57 measures with 300 files, 40 of them office files, as PDF.

Keys: seconds (from asking to the finished file), mb (the most memory that the process and everything it starts hold together,
LibreOffice included as proportional share), own_mb (the same without LibreOffice), pages, left_out, file_mb, zip_seconds.
"""

from __future__ import annotations

import io
import json
import os
import random
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import installation

if TYPE_CHECKING:
    from taizhang.accounts.models import User
    from taizhang.binders.models import Binder
    from taizhang.ledger.models import Ledger

FINDINGS, MEASURES, FILES, OFFICE, PDFS, PDF_PAGES = 19, 3, 300, 40, 100, 4
AT_ONCE = 100
EVERY = 0.1  # seconds between two looks at the memory


def main() -> None:
    """Build, measure, print."""
    installation.start()
    clerk, bureau = installation.people()
    ledger = _ledger(clerk, bureau)
    with Watch() as watch:
        made, seconds = _bound(ledger, clerk, "pdf")
    _, zip_seconds = _bound(ledger, clerk, "zip")
    told = {
        "seconds": round(seconds, 1),
        "mb": watch.most,
        "own_mb": watch.most_own,
        "pages": made.pages,
        "volumes": made.volumes,
        "left_out": len(made.missing),
        "file_mb": made.size // 1024**2,
        "zip_seconds": round(zip_seconds, 1),
    }
    print(json.dumps({"name": "binder", **told}))


def _bound(ledger: Ledger, clerk: User, form: str) -> tuple[Binder, float]:
    from taizhang.binders import actions
    from taizhang.binders.models import Binder, BinderForm

    start = time.perf_counter()
    binder = actions.bind(ledger=ledger, form=BinderForm(form), by=clerk, at=installation.AT)
    actions.make(binder=binder, at=installation.AT)
    row = Binder.objects.get(pk=binder.pk)
    if row.state != "ready":
        sys.exit(row.problem)
    return row, time.perf_counter() - start


def _ledger(clerk: User, bureau: Any) -> Ledger:
    from taizhang.files import store
    from taizhang.ledger.actions import Given, add_evidence, adopt

    sheet = installation.sheet(FINDINGS, MEASURES)
    ledger = adopt(opening=installation.opening(bureau), sheet=sheet, source=None, reported=True, by=clerk, at=installation.AT)
    measures = list(ledger.measures.order_by("serial"))
    assert len(measures) == FINDINGS * MEASURES
    for n in range(FILES):
        name, data = _file(n)
        given = Given(name, store.keep(data, at=installation.AT))
        add_evidence(measures=[measures[n % len(measures)]], slot=None, files=[given], by=clerk, at=installation.AT)
    return ledger


def _file(n: int) -> tuple[str, bytes]:
    """Office files, PDFs and photographs, spread over the measures."""
    if n % (FILES // OFFICE) == 0 and n // (FILES // OFFICE) < OFFICE:
        return (f"会议纪要{n}.docx", _word(n)) if n % 3 else (f"统计表{n}.xlsx", _workbook(n))
    return (f"验收单{n}.pdf", _pdf(n)) if n % 3 == 1 else (f"改造现场{n}.jpg", _photograph(n))


def _word(n: int) -> bytes:
    from taizhang.reports.official import Heading, Official, Text
    from taizhang.reports.word import docx

    text = Text("会议研究了供水管网巡检整改工作，明确责任到岗、按月核对、逐项通报。" * 12)
    return docx(Official(f"第{n}次整改工作会议纪要", (Heading(1, "会议议题"), text, Heading(1, "议定事项"), text, text)))


def _workbook(n: int) -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("统计")
    for row in range(60):
        sheet.write_row(row, 0, [f"片区{row}", n, row, row * n, "已完成"])
    book.close()
    return target.getvalue()


def _pdf(n: int) -> bytes:
    """A scanned paper: pages that are each one picture."""
    import pypdfium2

    out = io.BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        for k in range(PDF_PAGES):
            page = document.new_page(595, 842)
            image = pypdfium2.PdfImage.new(document)
            image.load_jpeg(io.BytesIO(_picture(1240, 1754, n * 10 + k, 60)))
            image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
            page.insert_obj(image)
            page.gen_content()
        document.save(out)
    return out.getvalue()


def _photograph(n: int) -> bytes:
    """As a telephone takes it: twelve million pixels."""
    return _picture(4000, 3000, n, 85) if n % 4 else _picture(3000, 4000, n, 85)


def _picture(width: int, height: int, seed: int, quality: int) -> bytes:
    from PIL import Image

    noise = random.Random(seed).randbytes(width // 8 * (height // 8) * 3)
    out = io.BytesIO()
    small = Image.frombytes("RGB", (width // 8, height // 8), noise)
    small.resize((width, height), Image.Resampling.BILINEAR).save(out, "JPEG", quality=quality)
    return out.getvalue()


class Watch:
    """The most memory held at one time by this process and all that it started, shared pages counted once."""

    def __enter__(self) -> Watch:
        self.most = self.most_own = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            held = dict(map(_held, _family(os.getpid())))
            own = sum(kb for name, kb in held.items() if "soffice" not in name)
            self.most, self.most_own = max(self.most, sum(held.values()) // 1024), max(self.most_own, own // 1024)


def _family(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(place.name))
    found = [root]
    for one in found:
        found += parents.get(one, [])
    return found


def _held(process: int) -> tuple[str, int]:
    """A process's name and its proportional share of memory in kB."""
    place = Path("/proc") / str(process)
    try:
        lines = (place / "smaps_rollup").read_text().splitlines()
        name = f"{process} {(place / 'comm').read_text().strip()}"
    except OSError:
        return f"{process}", 0
    return name, next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
