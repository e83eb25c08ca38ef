"""The first run: the first administrator and the first units of an installation that has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import connection, transaction
from django.utils.translation import gettext as _

from taizhang.accounts.actions.people import add_user, give_role, new_user
from taizhang.accounts.actions.units import add_unit
from taizhang.accounts.models import User
from taizhang.accounts.policy import ask
from taizhang.accounts.roles import Role
from taizhang.journal.append import Actor


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What is asked at the first run. ``superior`` and ``office`` (the unit within the body that the office is) may be empty."""

    name: str
    username: str
    password: str
    body: str
    superior: str = ""
    office: str = ""
    keeps_ledgers: bool = True


class AlreadySetUp(Exception):
    """Somebody set the installation up before."""

    def __init__(self) -> None:
        super().__init__(_("这里已经有账号，首次设置已经完成。请直接登录；忘记密码请联系系统管理员。"))


@transaction.atomic
def set_up(*, said: FirstRun, by: Actor, at: datetime) -> User:
    """The first administrator, the body and its office. Of two who try at once, one gets AlreadySetUp."""
    actor = ask(by, "set_up")
    _hold_users()
    if User.objects.exists():
        raise AlreadySetUp
    validate_password(said.password, new_user(said.username, said.name, ""))
    superior = add_unit(name=said.superior, parent=None, by=actor, at=at) if said.superior.strip() else None
    body = add_unit(name=said.body, parent=superior, by=actor, at=at)
    office = add_unit(name=said.office, parent=body, by=actor, at=at) if said.office.strip() else body
    user = add_user(username=said.username, name=said.name, password=said.password, by=actor, at=at)
    give_role(user=user, unit=office, role=Role.ADMINISTRATOR, by=actor, at=at)
    if said.keeps_ledgers:
        give_role(user=user, unit=body, role=Role.OFFICE, by=actor, at=at)
    return user


def _hold_users() -> None:
    """Keep others from adding users until the transaction ends. There is no row to lock yet; SQLite's lock is held already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE accounts_user IN SHARE ROW EXCLUSIVE MODE")
