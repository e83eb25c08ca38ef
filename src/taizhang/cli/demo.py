"""The demonstration: a made-up water bureau with its people, and papers made a ledger the way a clerk does it."""

from __future__ import annotations

import dataclasses
import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from taizhang.accounts.actions import add_unit, add_user, give_role
from taizhang.accounts.models import Unit, User
from taizhang.accounts.roles import Role
from taizhang.cli.demo_life import Company, live
from taizhang.intake import actions as intake
from taizhang.intake.models import Paper
from taizhang.intake.proposal import proposed_opening
from taizhang.journal.append import SYSTEM
from taizhang.ledger.actions import assign, set_deadline
from taizhang.ledger.models import Ledger

ACCOUNTS_FILE = "demo-accounts.txt"
WORKBOOK, NOTICE = "整改台账.xlsx", "整改进展情况通报.txt"
CITY, BUREAU, INSPECTORS = "江岸市", "江岸市水务局", "江岸市委巡察办"
DAYS = (-3, 2, 5, 12, 20, 27, 34, 41, 48, 55, 62, 90)  # from today to each finding's deadline
Person = tuple[str, str, Role, str, str]  # login name, name, role, unit, what he does
PEOPLE: tuple[Person, ...] = (
    ("zhangmin", "张敏", Role.OFFICE, BUREAU, "整改办，建台账、管台账"),
    ("liqiang", "李强", Role.CONTACT, "供水管理科", "供水管理科联络员，报本科室进展"),
    ("hexiulan", "何秀兰", Role.LEADER, BUREAU, "责任领导，审签自己负责的措施"),
    ("sunli", "孙丽", Role.CONTACT, "办公室", "办公室等科室联络员，报完成"),
    ("liuhai", "刘海", Role.LEADING_GROUP, BUREAU, "整改工作领导小组常务副组长，审定销号"),
    ("wangjian", "王建", Role.PRINCIPAL, BUREAU, "主要负责人，签字背书，看全局"),
    ("chenjing", "陈静", Role.VERIFIER, INSPECTORS, "监督单位，审核销号"),
    ("zhaoyang", "赵阳", Role.ADMINISTRATOR, "办公室", "系统管理员，设置单位和人员"),
)
ALSO_FOR = ("行政审批科", "财务审计科")
COMPANY = ("zhangmin", "liqiang", "sunli", "liuhai", "wangjian", "chenjing")


def has_demo_accounts() -> bool:
    """Whether this installation was made by the demonstration."""
    return (Path(settings.HOME) / ACCOUNTS_FILE).exists()


def prepare(folder: Path) -> Ledger:
    """Units, accounts with random passwords, and the papers of ``folder`` brought in. Done once; a second call changes nothing.

    The workbook becomes the ledger, by the same actions as on the web, and the clerk gives its findings a unit and a day;
    the notice is read and waits to be compared. Raises RuntimeError where the installation holds accounts of its own.
    """
    if has_demo_accounts():
        return Ledger.objects.earliest("pk")
    if User.objects.exists():
        raise RuntimeError("数据目录中已有正式账号，不再建立演示数据。请为演示另设一个 TAIZHANG_HOME。")
    now = timezone.now()
    units = {name: add_unit(name=name, parent=None, by=SYSTEM, at=now) for name in (CITY,)}
    for name in (BUREAU, INSPECTORS):
        units[name] = add_unit(name=name, parent=units[CITY], by=SYSTEM, at=now)
    passwords = {username: _password() for username, *_ in PEOPLE}
    clerk = _person(PEOPLE[0], units[BUREAU], passwords, now)
    workbook, notice = (_brought(folder / name, clerk, now) for name in (WORKBOOK, NOTICE))
    _add_sections(workbook, units, now)
    people = {"zhangmin": clerk} | {person[0]: _person(person, units[person[3]], passwords, now) for person in PEOPLE[1:]}
    for name in ALSO_FOR:
        give_role(user=people["sunli"], unit=units[name], role=Role.CONTACT, by=SYSTEM, at=now)
    ledger = _adopted(workbook, notice, units, clerk, now)
    _assign(ledger, clerk, now)
    live(ledger, Company(*(people[name] for name in COMPANY)), now)
    _write_accounts(passwords)
    return ledger


def _password() -> str:
    """Easy to type and not to guess: four groups of four from letters and digits that nobody confuses."""
    return "-".join("".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(4)) for _ in range(4))


def _person(person: Person, unit: Unit, passwords: dict[str, str], now: datetime) -> User:
    username, name, role, *_ = person
    user = add_user(username=username, name=name, password=passwords[username], by=SYSTEM, at=now)
    give_role(user=user, unit=unit, role=role, by=SYSTEM, at=now)
    return user


def _brought(path: Path, clerk: User, now: datetime) -> Paper:
    """One paper received and read."""
    return intake.read(paper=intake.receive(data=path.read_bytes(), name=path.name, by=clerk, at=now), at=now)


def _add_sections(workbook: Paper, units: dict[str, Unit], now: datetime) -> None:
    """Every section that the workbook names, as parts of the bureau."""
    measures = [measure for finding in workbook.sheet.findings() for measure in finding.measures]
    named = [name for m in measures for name in (m.responsibility.lead_unit, *m.responsibility.assisting) if name]
    for name in dict.fromkeys(named):
        units[name] = add_unit(name=name, parent=units[BUREAU], by=SYSTEM, at=now)


def _adopted(workbook: Paper, notice: Paper, units: dict[str, Unit], clerk: User, now: datetime) -> Ledger:
    """The workbook adopted; which inspection it answers is told by the notice."""
    told = proposed_opening(notice, units[BUREAU])
    opening = dataclasses.replace(told, supervised_by=units[INSPECTORS])
    return intake.adopt(paper=workbook, opening=opening, again=False, by=clerk, at=now)


def _assign(ledger: Ledger, clerk: User, now: datetime) -> None:
    """Each finding gets the lead unit and leader of its first measure and a day of its own, one of them gone by."""
    for finding, days in zip(ledger.findings.order_by("position"), DAYS, strict=False):
        first = finding.measures.order_by("position")[0]
        assigned = assign(
            subject=finding,
            lead_unit=first.lead_unit,
            leader=first.leader,
            assisting=first.assisting,
            version=finding.version,
            by=clerk,
            at=now,
        )
        day = timezone.localdate(now) + timedelta(days=days)
        set_deadline(subject=assigned, deadline=day, horizon="限期", version=assigned.version, by=clerk, at=now)


def _write_accounts(passwords: dict[str, str]) -> None:
    lines = [f"{username}  {passwords[username]}  {name}（{says}）" for username, name, _, _, says in PEOPLE]
    handle = os.open(Path(settings.HOME) / ACCOUNTS_FILE, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("登录名  密码  是谁\n" + "\n".join(lines) + "\n")


def accounts() -> str:
    """How to sign in, as it was written when the demo accounts were made."""
    return (Path(settings.HOME) / ACCOUNTS_FILE).read_text("utf-8")
