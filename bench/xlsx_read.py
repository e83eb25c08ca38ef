"""``make bench NAME=xlsx-read``: a sheet of 10,000 × 20 cells read into a Document.

Keys: seconds (median), floor_ratio (against python-calamine's bare read of the same sheet, in the same run).
"""

from __future__ import annotations

import io
import json
import statistics
import time
from collections.abc import Callable

from taizhang.reading.formats import xlsx

ROWS, COLUMNS, RUNS = 10_000, 20, 7


def main() -> None:
    """Measure and print."""
    import python_calamine

    data = sheet()

    def bare() -> object:
        return python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()

    pairs = [(seconds(lambda: xlsx.read(data)), seconds(bare)) for _ in range(RUNS)]  # in turn: the machine's load falls on both
    took, floor = (statistics.median(column) for column in zip(*pairs, strict=True))
    figures = {"seconds": round(took, 3), "floor_seconds": round(floor, 3), "floor_ratio": round(took / floor, 2)}
    print(json.dumps({"name": "xlsx-read", "cells": ROWS * COLUMNS, **figures}))


def sheet() -> bytes:
    """A ledger of that size as Excel writes it, texts in a list of their own: a heading, numbers and texts in turn."""
    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        page = book.add_worksheet("整改台账")
        page.write_row(0, 0, ["序号", "反馈问题", "整改措施", "整改时限", *(f"第{n}列" for n in range(5, COLUMNS + 1))])
        for row in range(1, ROWS):
            page.write_row(row, 0, [row * n if n % 3 == 0 else f"第{row}行第{n}列的整改内容" for n in range(COLUMNS)])
    return data.getvalue()


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes."""
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
