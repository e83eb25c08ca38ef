"""What a list of units and people says, row by row: headings by their synonyms, nothing but what an account holds. No Django.

A row that is not understood is named with its place; a column that an account has no room for is named as left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from taizhang.accounts.grids import Grid

HEADINGS_WITHIN = 20  # rows from the top in which the headings are looked for
MOST_ROWS = 2000

_SUPERIOR = ("上级单位", "上级单位名称", "上级", "上级部门", "上级机构", "主管单位", "主管部门", "隶属单位", "所属单位")
UNIT_COLUMNS = {
    "name": ("单位名称", "单位", "部门名称", "部门", "科室名称", "科室", "处室名称", "处室", "机构名称", "名称", "unit"),
    "parent": (*_SUPERIOR, "parent", "parentunit"),
}
_OWN_UNIT = ("单位", "单位名称", "所在单位", "所属单位", "工作单位", "unit")
PEOPLE_COLUMNS = {  # where a list has a column for the body and one for its part, both say which unit it is
    "name": ("姓名", "名字", "人员姓名", "人员", "name", "fullname"),
    "username": ("登录名", "登录账号", "登录帐号", "账号", "帐号", "用户名", "用户账号", "login", "loginname", "username"),
    "unit": ("科室", "所在科室", "处室", "所在处室", "部门", "部门名称", "所在部门", "所属部门", *_OWN_UNIT),
    "body": _OWN_UNIT,
    "role": ("角色", "系统角色", "用户角色", "岗位角色", "权限", "role", "roles"),
    "duty": ("组内职务", "小组职务", "领导小组职务", "整改办职务", "duty"),  # a person's post elsewhere (职务) is not read
    "email": ("邮箱", "电子邮箱", "电子邮件", "邮件", "邮箱地址", "email", "mail"),
}  # fmt: skip
COUNTING = ("序号", "编号", "no", "#")  # columns that only count
ROLES = {
    "administrator": ("系统管理员", "管理员", "administrator"),
    "office": ("整改办", "整改办公室", "office"),
    "contact": ("联络员", "单位联络员", "经办人", "联系人", "contact"),
    "leader": ("责任领导", "分管领导", "leader"),
    "leading_group": ("领导小组成员", "领导小组", "leadinggroup"),
    "principal": ("主要负责人", "单位主要负责人", "principal"),
    "verifier": ("监督审核人", "监督审核", "审核人", "verifier"),
    "observer": ("查阅人", "查阅", "observer"),
}
DUTIES = {
    "leading_group": ("组长", "常务副组长", "副组长", "成员"),
    "office": ("主任", "副主任", "工作人员"),
}
_OF_A_DUTY = {"leading_group": ("领导小组",), "office": ("整改办", "整改办公室")}  # 领导小组组长, 整改办副主任
_ROLE_WORDS = {of + duty: (role, duty) for role, names in _OF_A_DUTY.items() for of in names for duty in DUTIES[role]} | {
    word: (role, "") for role, words in ROLES.items() for word in words
}
_BETWEEN_ROLES = re.compile(r"[、，,；;/\s]+")
_ASIDE = re.compile(r"[（(].*?[）)]|[*＊:：\s]")
_ADDRESS = re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}", re.ASCII)
# What can be wrong; ``troubles.py`` says it in words.
Kind = Literal[
    "no_headings", "too_many", "no_unit_name", "no_name", "no_username", "no_unit", "no_role", "no_address", "too_long",
    "role_unknown", "duty_unknown",
    "unit_unknown", "unit_ambiguous", "parent_unknown", "username_taken", "username_twice", "account_closed",
]  # fmt: skip
NEEDED_OF_PERSON: dict[str, Kind] = {"name": "no_name", "username": "no_username"}
NEEDED_OF_UNIT: dict[str, Kind] = {"name": "no_unit_name"}
LONGEST_OF_PERSON = {"name": 60, "username": 60, "email": 254}
LONGEST_OF_UNIT = {"name": 120}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the sheet's name (empty for pasted cells), the row from 1, the column's letters or nothing."""

    sheet: str
    row: int
    column: str = ""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit as the list names it; ``parent`` is empty where it says nothing of a superior."""

    place: Place
    name: str
    parent: str
    parent_column: str = ""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in one unit as the list names him; ``roles`` is empty where it says nothing of a role.

    ``duties`` has as many places as ``roles``, empty where a role goes with no duty.
    """

    place: Place
    name: str
    username: str
    unit: str
    roles: tuple[str, ...]
    email: str
    duties: tuple[str, ...] = ()
    username_column: str = ""
    unit_column: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something not understood: where, what is wrong, and what stands there."""

    place: Place
    kind: Kind
    value: str = ""


@dataclass(slots=True)
class Roster:
    """Everything a list says."""

    units: list[UnitLine] = field(default_factory=list)
    people: list[PersonLine] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def to_plain(roster: Roster) -> dict[str, Any]:
    """``roster`` as JSON can hold it, for keeping it between the preview and the yes."""
    return asdict(roster)


def from_plain(plain: Mapping[str, Any]) -> Roster:
    """The inverse of ``to_plain``."""

    def rows(name: str, row: type[Any]) -> list[Any]:
        return [row(**{**said, "place": Place(**said["place"])}) for said in plain[name]]

    people = [replace(line, roles=tuple(line.roles), duties=tuple(line.duties)) for line in rows("people", PersonLine)]
    return Roster(rows("units", UnitLine), people, rows("troubles", Trouble), list(plain["left_out"]))


def understand(grids: Iterable[Grid]) -> Roster:
    """Read every sheet: people where it has a column of names and one more of theirs, else units."""
    roster = Roster()
    for grid in grids:
        if not any(any(cell.strip() for cell in row) for row in grid.rows):
            continue
        found = _headings(grid)
        if found is None:
            roster.troubles.append(Trouble(Place(grid.name, 1), "no_headings"))
        else:
            _Sheet(grid, *found, roster).read()
    if len(roster.units) + len(roster.people) > MOST_ROWS:
        return Roster(troubles=[Trouble(Place("", MOST_ROWS), "too_many", f"{MOST_ROWS:,}")])
    return roster


def _headings(grid: Grid) -> tuple[int, bool, dict[str, int]] | None:
    """The row of the headings (from 0), whether they are of people, and the column of each that is known."""
    for number, row in enumerate(grid.rows[:HEADINGS_WITHIN]):
        people, units = _columns(row, PEOPLE_COLUMNS), _columns(row, UNIT_COLUMNS)
        if "name" in people and len(people) > 1:
            return number, True, people
        if "name" in units:
            return number, False, units
    return None


def _columns(row: list[str], wanted: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The first column for each of ``wanted``; the more particular synonym goes first."""
    headings = [_plain(cell) for cell in row]
    found = {}
    for what, synonyms in wanted.items():
        places = [headings.index(word) for word in synonyms if word in headings]
        if places:
            found[what] = places[0]
    return found


def _plain(heading: str) -> str:
    """A heading without asides, marks and blanks, half-width, in small letters."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", heading)).lower()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Reads the rows below the headings of one sheet into ``roster``."""

    grid: Grid
    head: int
    people: bool
    columns: dict[str, int]
    roster: Roster

    def read(self) -> None:
        """Every row, as a line or as a trouble; empty rows and repeated headings are passed over."""
        heads = self.grid.rows[self.head]
        self.roster.left_out += [name for name in self._left_out(heads) if name not in self.roster.left_out]
        for number, row in enumerate(self.grid.rows[self.head + 1 :], self.head + 1):
            said = {what: _text(row, column) for what, column in self.columns.items()}
            if not any(said.values()) or row == heads:
                continue
            trouble = next(self._troubles(number, said), None)
            if trouble:
                self.roster.troubles.append(trouble)
            elif self.people:
                self.roster.people.append(self._person(number, said))
            else:
                self.roster.units.append(self._unit(number, said))

    def _left_out(self, heads: list[str]) -> Iterator[str]:
        """The headings that nothing is taken from."""
        for column, heading in enumerate(heads):
            if _plain(heading) and column not in self.columns.values() and _plain(heading) not in COUNTING:
                yield " ".join(heading.split())

    def _unit(self, number: int, said: dict[str, str]) -> UnitLine:
        return UnitLine(self._place(number), said["name"], said.get("parent", ""), self._place(number, "parent").column)

    def _person(self, number: int, said: dict[str, str]) -> PersonLine:
        posts = _posts(said)
        return PersonLine(
            place=self._place(number),
            name=said["name"],
            username=said["username"],
            unit="/".join(dict.fromkeys(filter(None, (said.get("body"), said.get("unit"))))),
            roles=tuple(posts),
            email=said.get("email", ""),
            duties=tuple(posts.values()),
            username_column=self._place(number, "username").column,
            unit_column=self._place(number, "unit").column,
        )

    def _troubles(self, number: int, said: dict[str, str]) -> Iterator[Trouble]:
        """What is wrong with one row; only the first of it is told, and the row is not taken."""
        for what, kind in (NEEDED_OF_PERSON if self.people else NEEDED_OF_UNIT).items():
            if not said.get(what):
                yield Trouble(self._place(number, what), kind)
        longest = LONGEST_OF_PERSON if self.people else LONGEST_OF_UNIT
        for what in longest:
            if len(said.get(what, "")) > longest[what]:
                yield Trouble(self._place(number, what), "too_long", said[what][:20] + "…")
        for word in _role_words(said.get("role", "")):
            if word not in _ROLE_WORDS:
                yield Trouble(self._place(number, "role"), "role_unknown", word)
        if (duty := _plain(said.get("duty", ""))) and not _takers(duty, said):
            yield Trouble(self._place(number, "duty"), "duty_unknown", duty)
        if said.get("email") and not _ADDRESS.fullmatch(said["email"]):
            yield Trouble(self._place(number, "email"), "no_address", said["email"])

    def _place(self, number: int, what: str = "") -> Place:
        column = self.columns.get(what)
        return Place(self.grid.name, number + 1, "" if column is None else letters(column))


def _text(row: list[str], column: int) -> str:
    return " ".join(row[column].split()) if column < len(row) else ""


def _role_words(text: str) -> list[str]:
    return [word for word in (_plain(part) for part in _BETWEEN_ROLES.split(text)) if word]


def _posts(said: Mapping[str, str]) -> dict[str, str]:
    """The roles that a row names, each with its duty: as its word says it, or the column of duties."""
    posts: dict[str, str] = {}
    for role, duty in (_ROLE_WORDS[word] for word in _role_words(said.get("role", ""))):
        posts[role] = duty or posts.get(role, "")
    duty = _plain(said.get("duty", ""))
    return {**posts, **{role: duty for role in _takers(duty, said) if duty}}


def _takers(duty: str, said: Mapping[str, str]) -> list[str]:
    """The roles of a row that have such a duty; where it names no role, the one that the duty tells."""
    named = {_ROLE_WORDS[word][0] for word in _role_words(said.get("role", "")) if word in _ROLE_WORDS}
    return [role for role, duties in DUTIES.items() if duty in duties and (role in named or not named)]


def letters(column: int) -> str:
    """A column's letters: 0 → A, 27 → AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
