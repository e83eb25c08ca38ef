"""Users, the tree of units, and who has which role where."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import get_random_string, salted_hmac

from taizhang.accounts.roles import Duty, Role, post_word
from taizhang.accounts.tokens import Repeat as Repeat
from taizhang.accounts.tokens import Token as Token
from taizhang.journal.append import Actor


class Unit(models.Model):
    """A body or one of its parts (单位). ``path`` holds the ids from the root, ``/1/4/``: a prefix is a branch."""

    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    path = models.CharField(max_length=200, blank=True, db_index=True)

    class Meta:
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="unit_name_once_under_parent"),
            models.UniqueConstraint(fields=["name"], condition=models.Q(parent=None), name="unit_name_once_at_root"),
        ]

    def __str__(self) -> str:
        return self.name

    def holds(self, other: Unit | None) -> bool:
        """Whether ``other`` is this unit or stands somewhere below it."""
        return other is not None and other.path.startswith(self.path)

    @property
    def depth(self) -> int:
        """How many units stand above it."""
        return self.path.count("/") - 2


class UnitName(models.Model):
    """A name that a unit bore before it was renamed, or that was merged into it: older papers still call it so."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="unit_former_name_once")]

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager["User"]):
    """Makes users for Django's and allauth's own machinery."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The user who signs in as ``username``."""
        return self.get(username=username)


def new_seal() -> str:
    """Random text for ``User.seal``."""
    return get_random_string(16)


class User(AbstractBaseUser):
    """A person who signs in. No sign-in times are kept: they are nobody's measure of work.

    ``seal`` is random text that all his sessions hang on: when it changes, they end. ``acting`` is as whom events name somebody
    who has no account and stands in for one (a unit's link).
    """

    acting: Actor | None = None

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    seal = models.CharField(max_length=16, default=new_seal)
    last_login = None

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as it is written."""
        return self.name

    @property
    def posts(self) -> list[Membership]:
        """This user's roles with their units, read once for each user object."""
        if not hasattr(self, "_posts"):
            self._posts = list(self.memberships.select_related("unit").order_by("pk"))
        return self._posts

    @property
    def is_administrator(self) -> bool:
        """Whether the user runs the installation."""
        return self.has_role(Role.ADMINISTRATOR)

    @property
    def keeps_ledgers(self) -> bool:
        """Whether the user works in some body's rectification office."""
        return self.has_role(Role.OFFICE)

    def get_session_auth_hash(self) -> str:
        """What a session is held against: the password, and the seal."""
        return salted_hmac("taizhang.accounts.session", f"{self.password} {self.seal}", algorithm="sha256").hexdigest()

    def has_role(self, *roles: Role) -> bool:
        """Whether the user has one of ``roles`` anywhere."""
        return any(post.role in roles for post in self.posts)

    @property
    def actor(self) -> Actor:
        """The user as events name him: frozen id, name and unit."""
        return self.acting or Actor(id=f"user:{self.pk}", name=self.name, unit=self.posts[0].unit.name if self.posts else "")

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Reload, forgetting the roles read so far."""
        super().refresh_from_db(*args, **kwargs)
        self.__dict__.pop("_posts", None)


class Membership(models.Model):
    """One role of one user in one unit; in the leading group and the office with a duty (组长, 主任 …)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    duty = models.CharField(max_length=8, choices=Duty.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(duty__in=["", *Duty.values]), name="membership_duty_known"),
            models.UniqueConstraint(fields=["user", "unit", "role"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.unit} · {self.word}"

    @property
    def word(self) -> str:
        """The role as people call it, with its duty."""
        return post_word(self.role, self.duty)
