"""TOML that people write by hand, read into frozen dataclasses; what is wrong is said by key, what is expected, what to do.

A dataclass is its own schema: its types say what may stand in the file, ``field(metadata=label(…))`` what people call it and
its bounds. Checks across fields stand in ``__post_init__`` and raise ``Miswritten`` too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    T = TypeVar("T", bound=DataclassInstance)

LARGEST = 64 * 1024
LONGEST_LINE = 1000  # a key of thousands of parts would take tomllib minutes; a number of thousands of digits fails it
_LINE = re.compile(r"line (\d+)")


class Miswritten(Exception):
    """A file written by hand does not say what it should. The message is for whoever wrote it, in Chinese.

    ``at`` is the key of the table that a check across its fields was about; empty for the whole.
    """

    def __init__(self, message: str, at: str = "") -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Label:
    """What people call a field, the bounds of its number or length, and what its number counts."""

    word: str
    low: int = 0
    high: int = 9999
    longest: int = 60
    counter: str = ""


def label(word: str, **bounds: Any) -> dict[str, Label]:
    """The metadata of a field that people write."""
    return {"label": Label(word, **bounds)}


def label_of(field: Field[Any]) -> Label:
    """The field's label."""
    said: Label = field.metadata["label"]
    return said


def read(source: str | bytes | Path, shape: type[T]) -> T:
    """``source`` (text, bytes, or the file that holds it) as a ``shape``. Raises Miswritten."""
    if not isinstance(source, Path):
        return build(shape, _parsed(_text(source)))
    try:
        return build(shape, _parsed(_text(_content(source))))
    except Miswritten as error:
        raise Miswritten(f"{source.name}：{error}") from error


def build(shape: type[T], said: Mapping[str, Any], at: str = "") -> T:
    """The table ``said``, found at the key ``at``, as a ``shape``. Raises Miswritten."""
    known = {field.name: field for field in fields(shape)}
    if unknown := next((key for key in said if key not in known), None):
        raise Miswritten(f"不认识“{at}{shown(unknown)}”这个键。这里可以写：{'、'.join(known)}。请改正或删去这一行。")
    kinds = get_type_hints(shape)
    values = {
        name: _value(said[name], kinds[name], field, at + name)
        for name, field in known.items()
        if name in said or _required(field, kinds[name], at)
    }
    try:
        return shape(**values)
    except Miswritten as error:
        raise Miswritten(f"“{at[:-1]}”{error}" if at else str(error), at[:-1]) from error


def shown(value: object) -> str:
    """A value as it can stand in a sentence: short, on one line."""
    if isinstance(value, dict | list):
        return "一组键值" if isinstance(value, dict) else "一个列表"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = "".join(mark if mark.isprintable() else "□" for mark in text[:41])
    return text if len(text) <= 40 else text[:40] + "…"


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Miswritten("打不开这个文件。请检查它还在不在、能不能读取。") from error


def _text(content: str | bytes) -> str:
    if len(content) > LARGEST:
        raise Miswritten(f"超过 {LARGEST // 1024} KB，不像手写的设置文件。请检查是不是选错了文件。")
    try:
        return (content if isinstance(content, str) else content.decode("utf-8")).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Miswritten("文字编码不是 UTF-8。请用记事本打开，另存为时编码选“UTF-8”。") from error


def _parsed(text: str) -> dict[str, Any]:
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            raise Miswritten(f"第 {number} 行超过 {LONGEST_LINE} 个字。请分成几行。")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        place = f"第 {found[1]} 行" if found else "末尾"
        raise Miswritten(f"{place}写法不对。请检查引号、括号是否成对，日期是否存在，同一个键是否写了两次。") from error
    except RecursionError as error:
        raise Miswritten("括号一层套一层，太深了。请照自带的文件改写。") from error


def _required(field: Field[Any], kind: Any, at: str) -> bool:
    if field.default is not MISSING:
        return False
    raise Miswritten(f"缺少“{at}{field.name}”（{label_of(field).word}）：应当是{_expected(kind, label_of(field))}。请补上。")


def _value(value: Any, kind: Any, field: Field[Any], where: str) -> Any:
    if get_origin(kind) is UnionType:
        kind = get_args(kind)[0]
    if not _fits(value, kind, label_of(field)):
        expected = _expected(kind, label_of(field))
        raise Miswritten(f"“{where}”（{label_of(field).word}）应当是{expected}，现在是“{shown(value)}”。请改正。")
    if get_origin(kind) is tuple:
        return tuple(_value(item, get_args(kind)[0], field, f"{where}[{n}]") for n, item in enumerate(value, 1))
    if is_dataclass(kind):
        shape: Any = kind  # a class; is_dataclass is as true of an instance
        return build(shape, value, where + ".")
    return kind(value) if issubclass(kind, StrEnum) else value


def _fits(value: Any, kind: Any, said: Label) -> bool:
    if get_origin(kind) is tuple:
        return isinstance(value, list)
    if is_dataclass(kind):
        return isinstance(value, dict)
    if issubclass(kind, StrEnum):
        return isinstance(value, str) and value in list(kind)
    if kind is str:
        return isinstance(value, str) and 0 < len(value) <= said.longest and value == value.strip() and value.isprintable()
    if kind is int:
        return type(value) is int and said.low <= value <= said.high
    return isinstance(value, kind) and not isinstance(value, datetime)


def _expected(kind: Any, said: Label) -> str:
    if get_origin(kind) is UnionType:
        return _expected(get_args(kind)[0], said)
    if get_origin(kind) is tuple:
        return "列表，写在 [ ] 里"
    if is_dataclass(kind):
        return f"一组键值，键是{'、'.join(field.name for field in fields(kind))}"
    if issubclass(kind, StrEnum):
        return "".join(f"“{member}”" for member in kind) + "之一"
    return {
        str: f"1 到 {said.longest} 个字，写在引号里，首尾没有空格",
        int: f"{said.low} 到 {said.high} 的整数，不加引号",
        bool: "true（是）或 false（否）",
        date: "日期，写成 2026-01-01 这样，不加引号",
    }[kind]
