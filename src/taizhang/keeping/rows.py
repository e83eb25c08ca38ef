"""Writing many rows fast on any database: values straight into the table, no model instances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

from taizhang.keeping.columns import NATIVE, field_of, kind_of

BATCH = 1000


def insert(model: type[Model], names: Sequence[str], rows: Iterable[list[Any]], *, once: bool = False) -> None:
    """Insert ``rows``, each the values of the fields ``names``, into the table of ``model``. What is not named is left empty.

    With ``once``, a row whose key stands there already is left out.
    """
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field_of(model, name).column)) for name in names)
    into = f"{quote(model._meta.db_table)} ({columns})"
    places = ", ".join(["%s"] * len(names))
    rows = _as_stored(model, names, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and not once:  # three times as fast there as INSERT
            with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        for some in batches(rows):  # Django would hold on to every row of one long iterator
            unless = " ON CONFLICT DO NOTHING" if once else ""
            cursor.executemany(f"INSERT INTO {into} VALUES ({places}){unless}", some)  # nosec B608


def update(model: type[Model], names: Sequence[str], rows: Iterable[list[Any]]) -> None:
    """Write the fields ``names`` of many rows, each its values with the row's key at the end: one statement, prepared once.

    Ten times as fast as one statement that tells rows apart by cases.
    """
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(str(field_of(model, name).column))} = %s" for name in names)
    key = quote(str(model._meta.pk.column))
    statement = f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {key} = %s"  # nosec B608
    with connection.cursor() as cursor:
        for some in batches(_as_stored(model, names, rows)):
            cursor.executemany(statement, some)


def _as_stored(model: type[Model], names: Sequence[str], rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """``rows`` with those values turned that a database stores in a form of its own."""
    fields = [field_of(model, name) for name in names]
    special = [(place, field) for place, field in enumerate(fields) if kind_of(field) not in NATIVE]
    for row in rows:
        for place, field in special:
            row[place] = field.get_db_prep_save(row[place], connection)
        yield row


def batches(rows: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """``rows`` in lists of ``size``."""
    rows = iter(rows)
    while some := list(islice(rows, size)):
        yield some
