"""A list as one web page: nothing is fetched, no script is needed, it prints across with its head on every page."""

from __future__ import annotations

from datetime import date
from functools import cache
from html import escape
from itertools import takewhile
from pathlib import Path

from taizhang.reports.listed import Kind, Listed, Row, Value
from taizhang.reports.official import spoken


def page(listed: Listed) -> str:
    """The page. What is ``joined`` is one cell over several rows."""
    rows = [*listed.rows]
    head = "".join(f'<th scope="col">{escape(column.heading)}</th>' for column in listed.columns)
    body = "".join(_row(listed, rows, at) for at in range(len(rows))) or _nothing(len(listed.columns))
    widths = sum(column.width for column in listed.columns)
    columns = "".join(f'<col style="width:{100 * column.width / widths:.2f}%">' for column in listed.columns)
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(listed.title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_look()}</style></head><body>'
        f"<h1>{escape(listed.title)}</h1><p>{_lines(listed.notes)}</p>"
        f"<table><colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></body></html>"
    )


def _row(listed: Listed, rows: list[Row], at: int) -> str:
    row, cells = rows[at], []
    for n, (column, value) in enumerate(zip(listed.columns, row.values, strict=True)):
        if n in row.joined:
            continue
        span = _span(rows, at, n)
        over = f' rowspan="{span}"' if span > 1 else ""
        short = "" if column.kind == Kind.TEXT else ' class="short"'
        cells.append(f"<td{short}{over}>{_lines(_said(value))}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _span(rows: list[Row], at: int, column: int) -> int:
    """Over how many rows the cell of a column stands."""
    return 1 + sum(1 for _ in takewhile(lambda below: column in below.joined, rows[at + 1 :]))


def _nothing(columns: int) -> str:
    return f'<tr><td class="short" colspan="{columns}">无</td></tr>'


def _said(value: Value) -> str:
    if isinstance(value, date):
        return spoken(value)
    return "" if value is None else str(value)


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


@cache
def _look() -> str:
    return (Path(__file__).parent / "page.css").read_text("utf-8")
