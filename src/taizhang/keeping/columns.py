"""The fields of any model as JSON values and back: the same on every database, each value held to its field's kind."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field, Model

AnyField = Field[Any, Any]
BATCH = 1000


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


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"{kind.__name__} expected")
        return value

    return read


def _from_text(parse: Callable[[str], Any]) -> Callable[[Any], Any]:
    text = _exactly(str)
    return lambda value: parse(text(value))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment


_TEXT, _WHOLE = _exactly(str), _exactly(int)
READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("CharField", "TextField", "SlugField", "FileField", "FilePathField", "GenericIPAddressField"), _TEXT),
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField"), _WHOLE),
    **dict.fromkeys(
        ("SmallIntegerField", "PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField"), _WHOLE
    ),
    "BooleanField": _exactly(bool),
    "FloatField": _exactly(float),
    "JSONField": lambda value: value,
    "DateField": _from_text(date.fromisoformat),
    "DateTimeField": _from_text(_moment),
    "UUIDField": _from_text(UUID),
    "BinaryField": _from_text(lambda text: base64.b64decode(text, validate=True)),
}


def field_of(model: type[Model], name: str) -> AnyField:
    """The field of that name that has a column."""
    return next(field for field in model._meta.concrete_fields if field.name == name)


def kind_of(field: AnyField) -> str:
    """What a field's values are; a relation's are those of the field it points at."""
    while field.is_relation:
        field = field.target_field  # type: ignore[attr-defined] # every relation with a column has one
    return field.get_internal_type()


def reader(field: AnyField) -> Callable[[Any], Any]:
    """What makes a JSON value the field's value again. It raises ValueError on anything that is not of the field's kind."""
    read, nullable = READERS[kind_of(field)], field.null

    def read_field(value: Any) -> Any:
        if value is None and nullable:
            return None
        try:
            return read(value)
        except ValueError as error:
            raise ValueError(f"{field.name}: {error}") from error

    return read_field


def strict_reader(field: AnyField) -> Callable[[Any], Any]:
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


def insert(model: type[Model], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of JSON values, a value for every concrete field of ``model``, without building model instances."""
    fields = model._meta.concrete_fields
    turns = [_turn(field) for field in fields]
    quote = connection.ops.quote_name
    names, places = ", ".join(quote(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"
    values = ([turn(value) for turn, value in zip(turns, row, strict=True)] for row in rows)
    with connection.cursor() as cursor:
        for some in batches(values):
            cursor.executemany(statement, some)


def _turn(field: AnyField) -> Callable[[Any], Any]:
    """From a JSON value to what the database takes."""
    read = reader(field)
    if READERS[kind_of(field)] in (_TEXT, _WHOLE, READERS["BooleanField"]):
        return read
    return lambda value: field.get_db_prep_save(read(value), connection)


def batches(rows: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """``rows`` in lists of ``size``."""
    rows = iter(rows)
    while some := list(islice(rows, size)):
        yield some
