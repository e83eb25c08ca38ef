"""What bringing in a list would do: which units and people are new, which are known, and what is not understood."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from taizhang.accounts.models import Membership, Unit, User
from taizhang.accounts.placing import Ambiguous, Spot, Tree
from taizhang.accounts.roles import Role, post_word
from taizhang.accounts.roster import Kind, PersonLine, Roster, Trouble, UnitLine

NAMES_PER_QUERY = 500
Held = dict[tuple[str, int, str], str]  # login name, unit, role: the duty
ABOUT_THE_ACCOUNT = ("username_taken", "username_twice", "account_closed")


class Post(NamedTuple):
    """A role in a unit that a list gives somebody, with its duty; ``word`` is what it is called."""

    spot: Spot
    role: Role
    duty: str = ""

    @property
    def word(self) -> str:
        """The role as people call it, with its duty."""
        return post_word(self.role, self.duty)


@dataclass(slots=True)
class Person:
    """One person of the list: his account if he has one, and the posts that he does not have yet."""

    name: str
    username: str
    email: str
    user: User | None
    posts: list[Post] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """What would be done. Known are those to whom the list adds nothing."""

    units: list[Spot] = field(default_factory=list)
    known_units: list[Spot] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def new_people(self) -> list[Person]:
        """Those who get an account."""
        return [person for person in self.people if person.user is None]

    @property
    def new_posts(self) -> list[Person]:
        """Those who have an account and get a role more."""
        return [person for person in self.people if person.user and person.posts]

    @property
    def known_people(self) -> list[Person]:
        """Those who have all that the list says."""
        return [person for person in self.people if person.user and not person.posts]

    @property
    def adds(self) -> bool:
        """Whether anything would be added."""
        return bool(self.units or self.new_people or self.new_posts)


def plan(roster: Roster, *, under: Unit | None, role: Role | None) -> Plan:
    """Hold ``roster`` against what there is. Units without a superior go ``under`` a unit; people without a role get ``role``."""
    tree = Tree()
    made = Plan(troubles=list(roster.troubles), left_out=list(roster.left_out))
    _place_units(roster.units, tree, tree.spot(under), made)
    _Placing(tree, tree.spot(under), role, made, _accounts(roster), _posts(roster)).place(roster.people)
    made.troubles.sort(key=lambda trouble: (trouble.place.sheet, trouble.place.row))
    return made


def _place_units(lines: list[UnitLine], tree: Tree, under: Spot | None, made: Plan) -> None:
    """Superiors may stand below their parts in the list: go round until a round settles nothing more."""
    waiting, before = lines, -1
    while waiting and len(waiting) != before:
        before, still = len(waiting), []
        for line in waiting:
            try:
                settled = _place_unit(line, tree, under, made)
            except Ambiguous:
                made.troubles.append(_at_parent(line, "unit_ambiguous"))
            else:
                still += [] if settled else [line]
        waiting = still
    made.troubles += [_at_parent(line, "parent_unknown") for line in waiting]


def _at_parent(line: UnitLine, kind: Kind) -> Trouble:
    return Trouble(replace(line.place, column=line.parent_column), kind, line.parent or line.name)


def _place_unit(line: UnitLine, tree: Tree, under: Spot | None, made: Plan) -> bool:
    """Whether the line could be settled: its unit is known, or its superior is and it can be added there."""
    parent = tree.find(line.parent, under) if line.parent else under
    if line.parent and parent is None:
        return False
    known = tree.part(line.name, parent) or (None if line.parent else tree.find(line.name, under))
    if known is None:
        made.units.append(tree.add(line.name, parent))
    elif known not in made.units and known not in made.known_units:
        made.known_units.append(known)
    return True


def _accounts(roster: Roster) -> dict[str, User]:
    names = [line.username for line in roster.people]
    chunks = (names[at : at + NAMES_PER_QUERY] for at in range(0, len(names), NAMES_PER_QUERY))
    return {user.username: user for chunk in chunks for user in User.objects.filter(username__in=chunk)}


def _posts(roster: Roster) -> Held:
    """Which roles the people of the list have already, each with its duty."""
    names = [line.username for line in roster.people]
    found: Held = {}
    for at in range(0, len(names), NAMES_PER_QUERY):
        rows = Membership.objects.filter(user__username__in=names[at : at + NAMES_PER_QUERY])
        for username, unit, role, duty in rows.values_list("user__username", "unit_id", "role", "duty"):
            found[username, unit, role] = duty
    return found


@dataclass(slots=True)
class _Placing:
    """Gives every person of the list his posts."""

    tree: Tree
    under: Spot | None
    role: Role | None
    made: Plan
    accounts: dict[str, User]
    held: Held
    people: dict[str, Person] = field(default_factory=dict)

    def place(self, lines: list[PersonLine]) -> None:
        """All of them; one who stands in several lines is one person with several posts."""
        for line in lines:
            if wrong := self._trouble(line):
                kind, value = wrong
                column = line.username_column if kind in ABOUT_THE_ACCOUNT else line.unit_column
                self.made.troubles.append(Trouble(replace(line.place, column=column), kind, value))
        self.made.people += self.people.values()

    def _trouble(self, line: PersonLine) -> tuple[Kind, str] | None:
        """What keeps the line from being taken; without any, it is taken."""
        account = self.accounts.get(line.username)
        known = self.people.get(line.username)
        if account and account.name != line.name:
            return "username_taken", account.name
        if account and not account.is_active:
            return "account_closed", line.username
        if known and known.name != line.name:
            return "username_twice", line.username
        if not line.unit:
            return "no_unit", ""
        if not line.roles and self.role is None:
            return "no_role", ""
        try:
            spot = self.tree.find(line.unit, self.under)
        except Ambiguous:
            return "unit_ambiguous", line.unit
        if spot is None:
            return "unit_unknown", line.unit
        self._take(line, spot, account)
        return None

    def _take(self, line: PersonLine, spot: Spot, account: User | None) -> None:
        person = self.people.setdefault(line.username, Person(line.name, line.username, line.email, account))
        named = list(zip(line.roles, line.duties, strict=True)) or [(self.role or Role.CONTACT, "")]
        for post in (Post(spot, Role(role), duty) for role, duty in named):
            if not self._has(line.username, post) and post not in person.posts:
                person.posts.append(post)

    def _has(self, username: str, post: Post) -> bool:
        """Whether he has that role already, with that duty or with any where the list names none."""
        if post.spot.unit is None:
            return False
        duty = self.held.get((username, post.spot.unit.pk, post.role.value))
        return duty is not None and post.duty in ("", duty)
