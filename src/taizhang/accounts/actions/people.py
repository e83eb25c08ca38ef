"""What can be done to accounts, roles and passwords."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from taizhang.accounts.models import Membership, Unit, User, new_seal
from taizhang.accounts.one_time import OneTimeHasher, one_time_password
from taizhang.accounts.policy import ask
from taizhang.accounts.roles import DUTIES, Role
from taizhang.journal.append import Actor, Entry, append, site_log


@transaction.atomic
def add_user(*, username: str, name: str, password: str, email: str = "", by: User | Actor, at: datetime) -> User:
    """A new account. Raises ValidationError when the login name is taken."""
    actor = ask(by, "add_user")
    user = new_user(username, name, email)
    user.set_password(password)
    user.save()
    append(site_log(), [added(user)], by=actor, at=at)
    return user


@transaction.atomic
def invite_user(
    *, username: str, name: str, email: str = "", unit: Unit, role: Role, duty: str = "", by: User | Actor, at: datetime
) -> tuple[User, str]:
    """A new account with a role in a unit, and its one-time password, which stands nowhere else."""
    actor = ask(by, "add_user")
    user = new_user(username, name, email)
    password = give_one_time_password(user)
    user.save()
    membership = Membership.objects.create(user=user, unit=unit, role=role, duty=fitting(role, duty))
    append(site_log(), [added(user), told(membership, "give")], by=actor, at=at)
    return user, password


def new_user(username: str, name: str, email: str) -> User:
    """An unsaved account. Raises ValidationError for what is missing, no address, or taken."""
    user = User(username=username.strip(), name=name.strip(), email=email.strip())
    if not user.username or not user.name:
        raise ValidationError(_("请写明姓名和登录名。"))
    if User.objects.filter(username=user.username).exists():
        raise ValidationError(_("登录名“%(username)s”已被使用，请换一个。") % {"username": user.username})
    check_email(user.email)
    return user


def added(user: User) -> Entry:
    """The event of a new account."""
    return Entry("user:add", f"user:{user.pk}", {"name": user.name, "username": user.username})


def check_email(email: str) -> None:
    """Raises ValidationError where ``email`` is neither empty nor an address."""
    if email:
        validate_email(email)


def give_one_time_password(user: User) -> str:
    """A password that must be changed at the next sign-in, set on ``user`` and returned."""
    password, hasher = one_time_password(), OneTimeHasher()
    user.password = hasher.encode(password, hasher.salt())
    user.must_change_password = True
    return password


@transaction.atomic
def correct_user(*, user: User, name: str, email: str, by: User | Actor, at: datetime) -> User:
    """Put right how ``user`` is called and reached."""
    actor = ask(by, "correct_user", user)
    row = _lock(user)
    if not name.strip():
        raise ValidationError(_("请写明姓名。"))
    check_email(email.strip())
    was, row.name, new_email = row.name, name.strip(), email.strip()
    if (was, row.email) != (row.name, new_email):
        # An address is not for ever: the event only says that it changed.
        facts = {"was": was, "now": row.name, "email_changed": row.email != new_email}
        row.email = new_email
        row.save(update_fields=["name", "email"])
        append(site_log(), [Entry("user:correct", f"user:{row.pk}", facts)], by=actor, at=at)
    return row


@transaction.atomic
def give_role(*, user: User, unit: Unit, role: Role, duty: str = "", by: User | Actor, at: datetime) -> Membership:
    """``user`` has ``role`` in ``unit`` from now on, with ``duty`` where one is named.

    Giving it twice changes nothing and leaves no second event; another duty takes the place of the one he had.
    """
    actor = ask(by, "give_role", user)
    membership, new = Membership.objects.get_or_create(user=user, unit=unit, role=role, defaults={"duty": fitting(role, duty)})
    if new:
        append(site_log(), [told(membership, "give")], by=actor, at=at)
    elif duty and duty != membership.duty:
        membership = set_duty(membership=membership, duty=duty, by=by, at=at)
    user.__dict__.pop("_posts", None)
    return membership


@transaction.atomic
def set_duty(*, membership: Membership, duty: str, by: User | Actor, at: datetime) -> Membership:
    """Say which duty the person has in the leading group or the office; empty for none in particular."""
    actor = ask(by, "set_duty", membership)
    row = Membership.objects.select_for_update(of=("self",)).select_related("user", "unit").get(pk=membership.pk)
    was, row.duty = row.duty, fitting(Role(row.role), duty)
    if row.duty != was:
        row.save(update_fields=["duty"])
        append(site_log(), [duty_told(row, was)], by=actor, at=at)
    return row


def fitting(role: Role, duty: str) -> str:
    """``duty`` if there is such a one in ``role``. Raises ValidationError."""
    if duty and duty not in DUTIES.get(role, ()):
        raise ValidationError(_("“%(role)s”里没有“%(duty)s”这个职务。") % {"role": role.label, "duty": duty})
    return str(duty)


def duty_told(membership: Membership, was: str) -> Entry:
    """The event of a duty that is another now."""
    facts = {"user": membership.user.name, "unit": membership.unit.name, "role": str(membership.role)}
    return Entry("user:set_duty", f"user:{membership.user_id}", {**facts, "was": str(was), "now": str(membership.duty)})


@transaction.atomic
def take_role(*, membership: Membership, by: User | Actor, at: datetime) -> None:
    """The person no longer has that role in that unit."""
    _lock(membership.user)
    actor = ask(by, "take_role", membership)
    append(site_log(), [told(membership, "take")], by=actor, at=at)
    membership.delete()
    membership.user.__dict__.pop("_posts", None)


def told(membership: Membership, verb: str) -> Entry:
    """The event of a role given or taken."""
    facts = {"user": membership.user.name, "unit": membership.unit.name, "role": str(membership.role)}
    if membership.duty:
        facts["duty"] = str(membership.duty)
    return Entry(f"user:{verb}_role", f"user:{membership.user_id}", facts)


@transaction.atomic
def set_password(*, user: User, password: str, by: User | Actor, at: datetime) -> None:
    """The password that ``user`` chose; all his other sessions end."""
    actor = ask(by, "set_password", user)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    append(site_log(), [Entry("user:set_password", f"user:{user.pk}", {"name": user.name})], by=actor, at=at)


@transaction.atomic
def reset_password(*, user: User, by: User | Actor, at: datetime) -> str:
    """A one-time password for ``user``, which is returned and stands nowhere else; all his sessions end."""
    actor = ask(by, "reset_password", user)
    if not user.is_active:
        raise ValidationError(_("账号已停用。请先重新启用，再重设密码。"))
    password = give_one_time_password(user)
    user.save(update_fields=["password", "must_change_password"])
    append(site_log(), [Entry("user:reset_password", f"user:{user.pk}", {"name": user.name})], by=actor, at=at)
    return password


@transaction.atomic
def close_account(*, user: User, by: User | Actor, at: datetime) -> User:
    """``user`` can no longer sign in, and his sessions end; name and roles stay, so that what he did stays readable."""
    row = _lock(user)
    actor = ask(by, "close_account", row)
    return _switch(row, False, "user:close", actor, at)


@transaction.atomic
def reopen_account(*, user: User, by: User | Actor, at: datetime) -> User:
    """``user`` can sign in again, with the password he had."""
    actor = ask(by, "reopen_account", user)
    return _switch(_lock(user), True, "user:reopen", actor, at)


def _switch(row: User, active: bool, event: str, actor: Actor, at: datetime) -> User:
    if row.is_active is not active:
        row.is_active, row.seal = active, new_seal()
        row.save(update_fields=["is_active", "seal"])
        append(site_log(), [Entry(event, f"user:{row.pk}", {"name": row.name})], by=actor, at=at)
    return row


def _lock(user: User) -> User:
    """The row of ``user``, locked together with the administrators': two of them cannot close each other."""
    administrators = Membership.objects.filter(role=Role.ADMINISTRATOR).values("user")
    rows = User.objects.select_for_update().filter(Q(pk=user.pk) | Q(pk__in=administrators)).order_by("pk")
    return next(row for row in rows if row.pk == user.pk)
