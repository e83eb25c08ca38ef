"""Writing many rows fast on any database: values straight into the table, no model instances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

from taizhang.keeping.columns import NATIVE, field_of, kind_of

BATCH = 1000


def insert(model: type[Model], names: Sequence[str], rows: Iterable[list[Any]]) -> None:
    """Insert ``rows``, each the values of the fields ``names``, into the table of ``model``. What is not named is left empty."""
    fields = [field_of(model, name) for name in names]
    quote = connection.ops.quote_name
    columns, places = ", ".join(quote(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"
    special = [(place, field) for place, field in enumerate(fields) if kind_of(field) not in NATIVE]
    with connection.cursor() as cursor:
        for some in batches(rows):
            for row in some:
                for place, field in special:
                    row[place] = field.get_db_prep_save(row[place], connection)
            cursor.executemany(statement, some)


def batches(rows: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """``rows`` in lists of ``size``."""
    rows = iter(rows)
    while some := list(islice(rows, size)):
        yield some
