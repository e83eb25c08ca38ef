"""Workbooks as people send them back: a list exported, some cells filled in, saved."""

import io
import zipfile

import xlsxwriter
from lxml import etree

from taizhang.intake import actions
from taizhang.intake.delivered.tables import letter
from taizhang.ledger import sheets
from taizhang.reading.formats.xlsx import grids
from taizhang.reading.tables.headings import defaults
from taizhang.reports.template import fill, place
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


HEADINGS = ("序号", "方面", "反馈问题", "整改措施", "牵头单位", "责任领导", "整改时限", "整改进展情况", "是否完成", "完成时间")


def form(headings=HEADINGS):
    """A receiver's own empty form: a title, a heading, one drawn row, a note."""
    return table([["整改情况统计表"], list(headings), [" "] * len(headings), ["注：本表按月报送。"]], name="报表")


def filled_form(by, ledger, today, data=None, name="报表.xlsx", **said):
    """The form with the ledger in it, as the page makes it."""
    data = data or form()
    return fill(data, place(data, name, defaults()), sheets.listed(by, ledger, today, **said))


def changed(data, cells):
    """A filled form saved by hand with some cells changed, by row (from 1) and heading: edited in its XML, as Excel would."""
    placing = place(data, "报表.xlsx", defaults())
    [(_, rows, _merges)] = list(grids(data))
    head = rows[placing.first - 2]
    return cells_set(data, {(row, head.index(heading)): text for (row, heading), text in cells.items()})


def cells_set(data, cells):
    """``data`` with the texts put into those cells of its first sheet."""
    target, part = io.BytesIO(), "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as was, zipfile.ZipFile(target, "w") as now:
        for name in was.namelist():
            content = was.read(name)
            if name == part:
                root = etree.fromstring(content)
                for (row, column), text in cells.items():
                    _set(root, f"{letter(column)}{row}", text)
                content = etree.tostring(root)
            now.writestr(name, content)
    return target.getvalue()


def _set(root, place, text):
    main = root.nsmap[None]
    [cell] = root.findall(f".//{{{main}}}c[@r='{place}']")
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    etree.SubElement(etree.SubElement(cell, f"{{{main}}}is"), f"{{{main}}}t").text = text
