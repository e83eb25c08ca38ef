"""The demonstration: a made-up water bureau with its people, and one real paper read into a ledger the way a clerk does it."""

from __future__ import annotations

import dataclasses
import os
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from taizhang.accounts.actions import add_unit, add_user, give_role
from taizhang.accounts.models import Unit, User
from taizhang.accounts.roles import Role
from taizhang.intake import actions as intake
from taizhang.intake.proposal import proposed_opening
from taizhang.journal.append import SYSTEM
from taizhang.ledger.models import Ledger

ACCOUNTS_FILE = "demo-accounts.txt"
CITY, BUREAU, INSPECTORS = "江岸市", "江岸市水务局", "江岸市委巡察办"
PARTS = ("办公室", "人事科", "财务审计科", "供水管理科", "河湖管理科", "工程建设科", "安全监督科", "机关党委", "政策法规科")
PEOPLE = (
    ("zhangmin", "张敏", Role.OFFICE, BUREAU, "整改办，建台账、管台账"),
    ("liqiang", "李强", Role.CONTACT, "供水管理科", "供水管理科联络员，报本科室进展"),
    ("wangjian", "王建", Role.PRINCIPAL, BUREAU, "主要负责人，看全局"),
    ("chenjing", "陈静", Role.VERIFIER, INSPECTORS, "监督单位，看全部台账"),
)


def has_demo_accounts() -> bool:
    """Whether this installation was made by the demonstration."""
    return (Path(settings.HOME) / ACCOUNTS_FILE).exists()


def prepare(paper: Path) -> Ledger:
    """Units, accounts with random passwords, and ``paper`` read into a ledger. Done once; a second call changes nothing.

    Raises RuntimeError where the installation holds accounts that are not the demonstration's.
    """
    if has_demo_accounts():
        return Ledger.objects.earliest("pk")
    if User.objects.exists():
        raise RuntimeError("数据目录中已有正式账号，不再建立演示数据。请为演示另设一个 TAIZHANG_HOME。")
    now = timezone.now()
    units = _units(now)
    passwords = {username: secrets.token_urlsafe(9) for username, *_ in PEOPLE}
    clerk = _people(units, passwords, now)
    ledger = _ledger(paper, units, clerk, now)
    _write_accounts(passwords)
    return ledger


def _units(now: datetime) -> dict[str, Unit]:
    city = add_unit(name=CITY, parent=None, by=SYSTEM, at=now)
    bureau = add_unit(name=BUREAU, parent=city, by=SYSTEM, at=now)
    units = {CITY: city, BUREAU: bureau, INSPECTORS: add_unit(name=INSPECTORS, parent=city, by=SYSTEM, at=now)}
    for name in PARTS:
        units[name] = add_unit(name=name, parent=bureau, by=SYSTEM, at=now)
    return units


def _people(units: dict[str, Unit], passwords: dict[str, str], now: datetime) -> User:
    """Every demo account; returns the clerk's."""
    users = []
    for username, name, role, unit, _ in PEOPLE:
        user = add_user(username=username, name=name, password=passwords[username], by=SYSTEM, at=now)
        give_role(user=user, unit=units[unit], role=role, by=SYSTEM, at=now)
        users.append(user)
    return users[0]


def _ledger(paper: Path, units: dict[str, Unit], clerk: User, now: datetime) -> Ledger:
    """The paper received, read and adopted, by the same actions as on the web."""
    received = intake.receive(data=paper.read_bytes(), name=paper.name, by=clerk, at=now)
    read = intake.read(paper=received, at=now)
    opening = dataclasses.replace(proposed_opening(read, units[BUREAU]), supervised_by=units[INSPECTORS])
    return intake.adopt(paper=read, opening=opening, again=False, by=clerk, at=now)


def _write_accounts(passwords: dict[str, str]) -> None:
    lines = [f"{username}  {passwords[username]}  {name}（{says}）" for username, name, _, _, says in PEOPLE]
    handle = os.open(Path(settings.HOME) / ACCOUNTS_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("登录名  密码  是谁\n" + "\n".join(lines) + "\n")


def accounts() -> str:
    """How to sign in, as it was written when the demo accounts were made."""
    return (Path(settings.HOME) / ACCOUNTS_FILE).read_text("utf-8")
