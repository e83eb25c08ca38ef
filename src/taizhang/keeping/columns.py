"""The fields of any model as JSON values and back: the same on every database, each value held to its field's kind."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Field, Model

AnyField = Field[Any, Any]
Reader = Callable[[Any], Any]


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} has no JSON form here")


# Turns a row's values into one line of text; what JSON does not know goes by ``_plain``.
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment


# Kinds whose values JSON has itself, and those that go as text.
NATIVE: dict[str, type] = {
    **dict.fromkeys(("CharField", "TextField", "SlugField", "FileField", "FilePathField", "GenericIPAddressField"), str),
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField"), int),
    **dict.fromkeys(("PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField"), int),
    "BooleanField": bool,
    "FloatField": float,
}
PARSED: dict[str, Callable[[str], Any]] = {
    "DateField": date.fromisoformat,
    "DateTimeField": _moment,
    "UUIDField": UUID,
    "BinaryField": lambda text: base64.b64decode(text, validate=True),
}


def field_of(model: type[Model], name: str) -> AnyField:
    """The field of that name, or of that column attribute (``ledger_id``)."""
    return next(field for field in model._meta.concrete_fields if name in (field.name, field.attname))


def kind_of(field: AnyField) -> str:
    """What a field's values are; a relation's are those of the field it points at."""
    while field.is_relation:
        field = field.target_field  # type: ignore[attr-defined] # every relation with a column has one
    return field.get_internal_type()


def reader(field: AnyField) -> Reader:
    """What makes a JSON value the field's value again. It raises ValueError on anything that is not of the field's kind."""
    kind = kind_of(field)
    return _native(field, NATIVE[kind]) if kind in NATIVE else _parsed(field, PARSED[kind])


def _native(field: AnyField, kind: type) -> Reader:
    name, nullable = field.name, field.null

    def read(value: Any) -> Any:
        if type(value) is kind or (value is None and nullable):
            return value
        raise ValueError(f"{name}: {kind.__name__} expected")

    return read


def _parsed(field: AnyField, parse: Callable[[str], Any]) -> Reader:
    name, text = field.name, _native(field, str)

    def read(value: Any) -> Any:
        if text(value) is None:
            return None
        try:
            return parse(value)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error

    return read


def strict_reader(field: AnyField) -> Reader:
    """``reader`` for values from elsewhere: length, range and choices are looked at too, for SQLite would not."""
    read, length = reader(field), field.max_length
    choices = {value for value, _ in field.flatchoices} | ({""} if field.blank else set())

    def strictly(plain: Any) -> Any:
        value = read(plain)
        if isinstance(value, str) and ((length and len(value) > length) or "\0" in value):
            raise ValueError(f"{field.name}: text does not fit")
        if type(value) is int and not 0 <= value < 2**31:
            raise ValueError(f"{field.name}: number does not fit")
        if len(choices) > 1 and value is not None and value not in choices:
            raise ValueError(f"{field.name}: not one of the choices")
        return value

    return strictly
