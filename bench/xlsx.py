"""``make bench NAME=xlsx``: a ledger of 10,000 rows and 20 columns out to Excel and back in, every row changed.

Keys: export_ratio (against the same cells written by a bare, styled XlsxWriter run), export_peak_mb (above the idle process),
peak_100000_mb (the same with ten times the rows), import_seconds and import_1000_seconds (taken in, held against the ledger and
shown, then written, with one event a row; what was shown holds while neither log has moved), of which compare_seconds is the
comparison.
"""

from __future__ import annotations

import ctypes
import gc
import io
import json
import os
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from bench import installation
from bench.ledger_page import build

if TYPE_CHECKING:
    from taizhang.accounts.models import User
    from taizhang.ledger.models import Ledger

TODAY = date(2026, 11, 22)
MEASURES_EACH = 5


def main() -> None:
    """Build, measure, print."""
    installation.start()
    clerk, bureau = installation.people()
    clerk.posts  # noqa: B018 - as every request has them
    ledgers = {rows: build(clerk, bureau, max(1_000, rows // MEASURES_EACH)) for rows in (10_000, 100_000)}
    small = _adopted(clerk, bureau, 1_000)
    peaks = {rows: _peak(clerk, ledger) for rows, ledger in ledgers.items()}
    bare, export = (min(_timed(run, clerk, ledgers[10_000]) for _ in range(3)) for run in (_bare, _export))
    imported = {rows: _import(clerk, ledger) for rows, ledger in ((1_000, small), (10_000, ledgers[10_000]))}
    figures = {
        "name": "xlsx",
        "export_ratio": round(export / bare, 2),
        "export_seconds": round(export, 2),
        "export_peak_mb": peaks[10_000],
        "peak_100000_mb": peaks[100_000],
        "import_seconds": round(imported[10_000][0], 2),
        "import_1000_seconds": round(imported[1_000][0], 2),
        "compare_seconds": round(imported[10_000][1], 2),
    }
    print(json.dumps(figures))


def _adopted(clerk: User, bureau: Any, rows: int) -> Ledger:
    from taizhang.ledger.actions import adopt

    sheet = installation.sheet(rows // MEASURES_EACH)
    return adopt(opening=installation.opening(bureau), sheet=sheet, source=None, reported=True, by=clerk, at=installation.AT)


def _timed(run: Callable[[User, Ledger], object], clerk: User, ledger: Ledger) -> float:
    start = time.perf_counter()
    run(clerk, ledger)
    return time.perf_counter() - start


def _export(clerk: User, ledger: Ledger) -> bytes:
    from taizhang.ledger import sheets
    from taizhang.reports.workbook import write

    target = io.BytesIO()
    write(sheets.listed(clerk, ledger, TODAY), target)
    return target.getvalue()


_ROWS: dict[int, list[tuple[object, ...]]] = {}


def _bare(clerk: User, ledger: Ledger) -> None:
    """The same cells, read before, each with a format: XlsxWriter as its documentation shows it."""
    import xlsxwriter

    from taizhang.ledger import sheets

    if ledger.pk not in _ROWS:
        _ROWS[ledger.pk] = [row.values for row in sheets.listed(clerk, ledger, TODAY).rows]
        _bare(clerk, ledger)  # what was read is not timed
    book = xlsxwriter.Workbook(io.BytesIO())
    sheet = book.add_worksheet()
    text = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
    for at, row in enumerate(_ROWS[ledger.pk]):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(at, column, value, day)
            else:
                sheet.write(at, column, value, text)
    book.close()


def _peak(clerk: User, ledger: Ledger) -> int:
    """How far memory rises above the idle process, in MB, measured in a process of its own."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        told = os.read(reading, 20)
        os.waitpid(child, 0)
        return int(told)
    idle = _settled()
    _export_to_file(clerk, ledger)
    os.write(writing, str(_memory("VmHWM") - idle).encode())
    os._exit(0)


def _settled() -> int:
    """The memory in use once all that was freed has been given back, from which the peak is counted anew."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    with open("/proc/self/clear_refs", "w") as clear:
        clear.write("5")
    return _memory("VmHWM")


def _export_to_file(clerk: User, ledger: Ledger) -> None:
    from tempfile import NamedTemporaryFile

    from taizhang.ledger import sheets
    from taizhang.reports.workbook import write

    with NamedTemporaryFile(suffix=".xlsx") as target:
        write(sheets.listed(clerk, ledger, TODAY), target.name)


def _memory(what: str) -> int:
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith(what))
    return int(line.split()[1]) // 1024


def _import(clerk: User, ledger: Ledger) -> tuple[float, float]:
    """Seconds for taking in, comparing, showing and writing; and of one comparison."""
    from taizhang.intake import actions

    data = _filled(_export(clerk, ledger))
    start = time.perf_counter()
    delivery = actions.deliver(ledger=ledger, files=[("台账.xlsx", data)], as_of=TODAY, by=clerk, at=installation.AT)
    before = time.perf_counter()
    diff = actions.compared(delivery, clerk, TODAY)
    compared = time.perf_counter() - before
    tokens = {item.token for item in diff.choosable}
    actions.merge(delivery=delivery, tokens=tokens, by=clerk, at=installation.AT)
    taken = time.perf_counter() - start
    changed = ledger.measures.filter(progress_as_of=TODAY).count()
    assert changed == ledger.measures.count(), (changed, len(tokens))
    return taken, compared


def _filled(data: bytes) -> bytes:
    """The workbook with progress told in every row, saved anew."""
    import xlsxwriter

    from taizhang.reading.formats.xlsx import grids

    [(name, grid, _merges)] = list(grids(data))
    head = next(row for row in grid if "整改进展" in row)
    column = head.index("整改进展")
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = book.add_worksheet(name)
    for at, row in enumerate(grid):
        if row[0][:1] == "M":
            row[column] = f"第{at}行：已核对巡检记录{at}份，通报2次，整改到位。"
        for place, text in enumerate(row):
            sheet.write_string(at, place, text)
    book.close()
    return target.getvalue()


if __name__ == "__main__":
    main()
