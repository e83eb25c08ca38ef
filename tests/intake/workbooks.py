"""Workbooks as people send them back: a list exported, some cells filled in, saved."""

import io

import xlsxwriter

from taizhang.intake import actions
from taizhang.ledger import sheets
from taizhang.reading.xlsx import grids
from taizhang.reports.workbook import write

HEAD = 2


def exported(user, ledger, today, **said):
    """The workbook of what ``user`` sees."""
    target = io.BytesIO()
    write(sheets.listed(user, ledger, today, **said), target)
    return target.getvalue()


def filled(data, cells=(), rows=()):
    """``data`` saved anew with some cells changed, by id and heading: {("M1", "整改进展"): "…"}; ``rows`` are put below."""
    [(name, grid, merges)] = list(grids(data))
    head = grid[HEAD]
    by_key = {row[0]: row for row in grid[HEAD + 1 :]}
    for (key, heading), text in dict(cells).items():
        by_key[key][head.index(heading)] = text
    grid += [[row.get(heading, "") for heading in head] for row in rows]
    return table(grid, merges, name)


def table(grid, merges=(), name="Sheet1"):
    """A workbook of these cells."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet(name)
    for at, row in enumerate(grid):
        for column, text in enumerate(row):
            sheet.write_string(at, column, text)
    for top, left, bottom, right in merges:
        sheet.merge_range(top, left, bottom, right, grid[top][left])
    book.close()
    return target.getvalue()


def delivered(by, ledger, at, today, *files, sender=""):
    """The files brought in for the ledger; bytes alone are called 台账.xlsx."""
    named = [file if isinstance(file, tuple) else ("台账.xlsx", file) for file in files]
    return actions.deliver(ledger=ledger, files=named, as_of=today, sender=sender, by=by, at=at)


def differences(by, ledger, at, today, *files):
    """What these files would change, as (kind, verb, key of the thing, wished cells)."""
    diff = actions.compared(delivered(by, ledger, at, today, *files), by, today)
    return [(str(i.kind), i.verb, i.subject.key if i.subject else "", {c.field: c.wanted for c in i.cells}) for i in diff.items]


def merged(by, ledger, at, today, *files):
    """Deliver the files and take everything that can be taken."""
    delivery = delivered(by, ledger, at, today, *files)
    tokens = [item.token for item in actions.compared(delivery, by, today).choosable]
    return actions.merge(delivery=delivery, tokens=tokens, by=by, at=at)
