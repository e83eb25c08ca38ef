"""The form that edits a policy profile, made from its dataclasses: their types choose the controls, their labels the words.

What is typed is a flat mapping of text by key (``closing.substitute.role``, ``horizons.0.within.count``), from a profile or
from a browser alike; so that a page drawn again shows every word as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

from taizhang.handwritten import Label, Miswritten, build, label_of
from taizhang.ledger.models import Source
from taizhang.profiles import Limit, LimitUnit, Profile
from taizhang.profiles.shape import Degree

Texts = Mapping[str, str]
HIDDEN = frozenset({"code"})  # a copy's code is its own for good
SAME_ROWS: frozenset[type] = frozenset({Degree})  # rows that every profile has, each once
CHOSEN_FROM: dict[str, list[str]] = {"sources": list(Source.values)}
MOST_ROWS = 40
COUNT, DROP, ON = "n", "drop", "on"
_BETWEEN = re.compile(r"[、，,；;\n]+")
_KEY_NAMED = re.compile(r"^“([a-z_]+)")


@dataclass(slots=True)
class Leaf:
    """One control: its key, what it is called, how it is drawn, what stands in it, what is wrong with it."""

    key: str
    word: str
    kind: str
    value: str = ""
    unit: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    counter: str = ""
    longest: int = 0
    needed: bool = True
    wrong: str = ""


@dataclass(slots=True)
class Group:
    """Several controls and groups under one heading; as a row of a list it can be dropped."""

    key: str
    word: str
    leaves: list[Leaf] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    lists: list[Rows] = field(default_factory=list)
    wrong: str = ""
    dropped: bool = False


@dataclass(slots=True)
class Rows:
    """A list of rows of one kind; ``same`` where rows are neither added nor taken away."""

    key: str
    word: str
    items: list[Group]
    same: bool
    wrong: str = ""


def texts_of(profile: Profile) -> dict[str, str]:
    """What the form shows of ``profile``."""
    return dict(_texts(profile, ""))


def _texts(value: Any, at: str) -> Iterator[tuple[str, str]]:
    for one in fields(value):
        held, key = getattr(value, one.name), at + one.name
        if isinstance(held, tuple) and _row(_kind_of(type(value), one)) is not None:
            yield f"{key}.{COUNT}", str(len(held))
            for n, item in enumerate(held):
                yield from _texts(item, f"{key}.{n}.")
        elif is_dataclass(held):
            yield from _texts(held, f"{key}.")
        elif held is not None and held is not False:
            yield key, ON if held is True else "、".join(held) if isinstance(held, tuple) else str(held)


@dataclass(slots=True)
class ProfileForm:
    """``texts`` read as a profile: ``profile`` where all is well, else ``wrongs``, the sentences by key."""

    texts: Texts
    more: str = ""  # the list that is to have one more empty row
    wrongs: dict[str, str] = field(default_factory=dict)
    profile: Profile | None = None
    _kept: dict[str, list[int]] = field(default_factory=dict)

    def is_valid(self) -> bool:
        """Read every control, then the whole."""
        said = self._section(Profile, "")
        if not self.wrongs:
            try:
                self.profile = build(Profile, said)
            except Miswritten as error:
                key = self._place(error)
                self.wrongs[key] = in_words(str(error))
        return self.profile is not None

    def tree(self) -> Group:
        """The form as groups of controls, with what is typed and what is wrong."""
        return self._group(Profile, "", "")

    # --- reading ---

    def _section(self, shape: type, at: str) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for one in fields(shape):
            value = self._value(_kind_of(shape, one), one, at + one.name)
            if value is not None:
                said[one.name] = value
        return said

    def _value(self, kind: Any, one: Field[Any], key: str) -> Any:
        if _row(kind) is not None:
            return [self._section(_row(kind), f"{key}.{n}.") for n in self._rows_kept(key)]  # type: ignore[arg-type]
        if _bare(kind) is Limit:
            return self._limit(one, key)
        if is_dataclass(kind):
            return self._section(kind, f"{key}.")  # type: ignore[arg-type] # a class
        text = self.texts.get(key, "").strip()
        if kind is bool:
            return text == ON
        if get_origin(kind) is tuple:
            return self._names(one, key, text)
        if not text and one.default is not MISSING:
            return None
        return self._leaf(kind, label_of(one), key, text)

    def _leaf(self, kind: Any, said: Label, key: str, text: str) -> Any:
        if not text:
            self.wrongs[key] = _("请填写“%(word)s”。") % {"word": _(said.word)}
        elif kind is int:
            return self._number(said, key, text)
        elif issubclass(kind, StrEnum) and text not in list(kind):
            self.wrongs[key] = _("请从列表中选择。")
        elif kind is str and (len(text) > said.longest or not text.isprintable()):
            self.wrongs[key] = _("不超过%(longest)d个字，不要换行。") % {"longest": said.longest}
        return text

    def _number(self, said: Label, key: str, text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) < 8 and said.low <= int(text) <= said.high):
            self.wrongs[key] = _("请填 %(low)d 到 %(high)d 的整数。") % {"low": said.low, "high": said.high}
            return 0
        return int(text)

    def _limit(self, one: Field[Any], key: str) -> dict[str, Any] | None:
        count, unit = (self.texts.get(f"{key}.{name}", "").strip() for name in ("count", "unit"))
        if not count and one.default is not MISSING:
            return None
        if not count:
            self.wrongs[key] = _("请填写“%(word)s”。") % {"word": _(label_of(one).word)}
        elif unit not in list(LimitUnit):
            self.wrongs[key] = _("请选择天、工作日、月或年。")
        number = self._number(label_of(fields(Limit)[0]), key, count) if key not in self.wrongs else 0
        return {"count": number, "unit": unit}

    def _names(self, one: Field[Any], key: str, text: str) -> list[str]:
        names = [name.strip() for name in _BETWEEN.split(text) if name.strip()]
        known = CHOSEN_FROM.get(key)
        if any(len(name) > label_of(one).longest for name in names):
            self.wrongs[key] = _("每个名称不超过%(longest)d个字，之间用顿号隔开。") % {"longest": label_of(one).longest}
        elif known and (strange := next((name for name in names if name not in known), None)):
            said = {"name": strange, "known": _("、").join(known)}
            self.wrongs[key] = _("没有“%(name)s”。可以写：%(known)s。") % said
        elif not names and one.default is MISSING:
            self.wrongs[key] = _("请填写“%(word)s”。") % {"word": _(label_of(one).word)}
        return names

    def _rows_kept(self, key: str) -> list[int]:
        """The rows of a list that say something and are not to be dropped."""
        kept = [n for n in range(self._row_count(key)) if self._says(f"{key}.{n}.") and f"{key}.{n}.{DROP}" not in self.texts]
        self._kept[key] = kept
        return kept

    def _row_count(self, key: str) -> int:
        text = self.texts.get(f"{key}.{COUNT}", "0")
        return min(int(text), MOST_ROWS) if text.isascii() and text.isdecimal() and len(text) < 8 else 0

    def _says(self, at: str) -> bool:
        """Whether anything was typed into the row; a chosen unit of an empty limit is nothing."""
        return any(key.startswith(at) and not key.endswith(".unit") and text.strip() for key, text in self.texts.items())

    def _place(self, error: Miswritten) -> str:
        """The key under which the sentence of a check across fields is shown."""
        named = _KEY_NAMED.match(str(error))
        key = error.at or (named[1] if named else "")
        rows = re.fullmatch(r"(\w+)\[(\d+)\]", key)
        return f"{rows[1]}.{self._kept[rows[1]][int(rows[2]) - 1]}" if rows else key

    # --- drawing ---

    def _group(self, shape: type, at: str, word: str) -> Group:
        key = at[:-1]
        group = Group(key, word, wrong=self.wrongs.get(key, ""), dropped=f"{at}{DROP}" in self.texts)
        for one in fields(shape):
            kind, name, said = _kind_of(shape, one), at + one.name, label_of(one)
            if name in HIDDEN:
                continue
            if _row(kind) is not None:
                group.lists.append(self._rows(_row(kind), name, _(said.word)))  # type: ignore[arg-type]
            elif is_dataclass(kind) and kind is not Limit:
                group.groups.append(self._group(kind, f"{name}.", _(said.word)))  # type: ignore[arg-type]
            else:
                group.leaves.append(self._drawn(kind, one, name))
        if shape in SAME_ROWS:
            group.leaves[0].kind = "fixed"
        return group

    def _rows(self, shape: type, key: str, word: str) -> Rows:
        count = self._row_count(key) + (1 if self.more == key else 0)
        items = [self._group(shape, f"{key}.{n}.", f"{word} {n + 1}") for n in range(min(count, MOST_ROWS))]
        return Rows(key, word, items, shape in SAME_ROWS, self.wrongs.get(key, ""))

    def _drawn(self, kind: Any, one: Field[Any], key: str) -> Leaf:
        said, bare = label_of(one), _bare(kind)
        leaf = Leaf(key, _(said.word), "text", self.texts.get(key, ""), longest=said.longest, wrong=self.wrongs.get(key, ""))
        leaf.needed = one.default is MISSING
        if bare is Limit:
            leaf.kind, leaf.value = "limit", self.texts.get(f"{key}.count", "")
            leaf.unit, leaf.options = self.texts.get(f"{key}.unit", ""), _choices(LimitUnit)
        elif bare is bool:
            leaf.kind = "yes"
        elif bare is int:
            leaf.kind, leaf.counter = "number", _(said.counter) if said.counter else ""
        elif get_origin(bare) is tuple:
            leaf.kind, leaf.longest = "names", 1000
        elif isinstance(bare, type) and issubclass(bare, StrEnum):
            leaf.kind, leaf.options = "choice", _choices(bare)
        return leaf


def in_words(sentence: str) -> str:
    """A sentence about a file, with the keys by the names that people call them by."""
    text = re.sub(r"^“[\w.\[\]]+”(里的|的)? ?", "", sentence)
    return re.sub(r" ?(?<![A-Za-z_])([a-z_]+)(?![A-Za-z_]) ?", lambda found: _named(found[1]) or found[0], text)


def _named(key: str) -> str | None:
    if key in ("true", "false"):
        return f"“{_('是') if key == 'true' else _('否')}”"
    word = _labels().get(key)
    return f"“{_(word)}”" if word else None


@cache
def _labels(shape: type = Profile) -> dict[str, str]:
    """What keys are called, the outermost first where two share a name."""
    found: dict[str, str] = {}
    for one in fields(shape):
        kind = _bare(_kind_of(shape, one))
        below = _row(kind) or (kind if is_dataclass(kind) else None)
        found = {**(_labels(below) if isinstance(below, type) else {}), **found, one.name: label_of(one).word}
    return found


def _choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(member.value, _(member.value)) for member in kind]


@cache
def _kinds(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


def _kind_of(shape: type, one: Field[Any]) -> Any:
    return _kinds(shape)[one.name]


def _bare(kind: Any) -> Any:
    """The kind without "or nothing"."""
    return get_args(kind)[0] if get_origin(kind) is UnionType else kind


def _row(kind: Any) -> type | None:
    """The dataclass of a list's rows; None for what is no such list."""
    if get_origin(kind) is not tuple:
        return None
    item: type = get_args(kind)[0]
    return item if is_dataclass(item) else None
