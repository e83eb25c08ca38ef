"""The last number each table has given out: a restored installation must not give a deleted row's number to another."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import AutoField, Max, Model


def last_ids(models: Iterable[type[Model]]) -> dict[str, int]:
    """By model label, the highest number given out so far, also to rows that are gone."""
    given = {}
    with connection.cursor() as cursor:
        for model in filter(_numbered, models):
            cursor.execute(*_last_id(model))
            row = cursor.fetchone()
            given[model._meta.label_lower] = int(row[0]) if row and row[0] else 0
    return given


def go_on_from(models: Iterable[type[Model]], given: dict[str, int]) -> None:
    """Let every table number on after ``given`` and after its own rows."""
    with connection.cursor() as cursor:
        for model in filter(_numbered, models):
            table, key = model._meta.db_table, str(model._meta.pk.column)
            highest = model._base_manager.aggregate(highest=Max("pk"))["highest"] or 0
            last = max(highest, given.get(model._meta.label_lower, 0))
            if last and connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
            elif last:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [_quoted(table), key, last])


def _numbered(model: type[Model]) -> bool:
    return isinstance(model._meta.pk, AutoField)


def _quoted(table: str) -> str:
    return connection.ops.quote_name(table)


def _last_id(model: type[Model]) -> tuple[str, list[str]]:
    table, key = model._meta.db_table, str(model._meta.pk.column)
    if connection.vendor == "sqlite":
        return "SELECT seq FROM sqlite_sequence WHERE name = %s", [table]
    return "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)", [_quoted(table), key]
