"""A row of a list as one table: what each field is called, which column it is, what it means. The schema is made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

from django.db import models
from ninja import Schema
from pydantic import Field, create_model

TYPES: dict[type[models.Field[Any, Any]], Any] = {
    models.BooleanField: bool,
    models.IntegerField: int,
    models.DateTimeField: datetime,
    models.DateField: date,
    models.UUIDField: UUID,
    models.CharField: str,
    models.TextField: str,
}


class Column(NamedTuple):
    """One field: the column (across relations with ``__``), what it means in Chinese, an example."""

    path: str
    says: str
    example: Any


@dataclass(frozen=True, slots=True)
class Row:
    """The rows of one list. ``order`` are the columns by which they stand, unique together; ``-`` is newest first."""

    schema: Any
    columns: Mapping[str, Column]
    order: tuple[str, ...]

    @property
    def paths(self) -> list[str]:
        """The columns, in the order of the fields."""
        return [column.path for column in self.columns.values()]

    def plain(self, values: tuple[Any, ...]) -> dict[str, Any]:
        """One row as it is answered."""
        return dict(zip(self.columns, values, strict=False))


def row(name: str, model: type[models.Model], columns: Mapping[str, Column], order: tuple[str, ...], **more: Any) -> Row:
    """The rows of a list of ``model``. ``more`` are fields that are worked out, as pydantic takes them."""
    fields: dict[str, Any] = {
        field: said(_type(model, column.path), column.says, column.example) for field, column in columns.items()
    }
    return Row(create_model(name, __base__=Schema, **{**fields, **more}), columns, order)


def widened(of: Row, name: str, **more: Any) -> Any:
    """The schema of one such row with more beside it."""
    return create_model(name, __base__=of.schema, **more)


def listed(rows: models.QuerySet[Any], of: Row) -> list[dict[str, Any]]:
    """All of a few rows."""
    return [of.plain(values) for values in rows.order_by(*of.order).values_list(*of.paths)]


def said(kind: Any, says: str, example: Any, **how: Any) -> Any:
    """A field that is worked out: its type, what it means, an example."""
    return (kind, Field(description=says, examples=[example], **how))


def _type(model: type[models.Model], path: str) -> Any:
    field, null = _field(model, path)
    kind = next((kind for of, kind in TYPES.items() if isinstance(field, of)), int)
    if field.choices:
        words = [value for value, _word in field.flatchoices]
        kind = Literal[tuple(dict.fromkeys([*words, *([""] if field.blank else [])]))]
    return kind | None if null else kind


def _field(model: type[models.Model], path: str) -> tuple[Any, bool]:
    """The column that ``path`` leads to, and whether there may be nothing there."""
    first, _sep, rest = path.partition("__")
    field = model._meta.pk if first == "pk" else model._meta.get_field(first)
    if not rest:
        return field, bool(getattr(field, "null", False))
    found, null = _field(field.related_model, rest)  # type: ignore[arg-type]
    return found, null or bool(getattr(field, "null", False))
