"""What can be done to units, users and roles. Each is one transaction that leaves one event in the site's log."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Membership, Unit, User
from taizhang.accounts.roles import Role
from taizhang.journal.append import Actor, Entry, append, site_log


@transaction.atomic
def add_unit(*, name: str, parent: Unit | None, by: Actor, at: datetime) -> Unit:
    """A new unit under ``parent``. Raises ValidationError when the name is empty or stands there already."""
    name = name.strip()
    if not name:
        raise ValidationError(_("请写明单位名称。"))
    if Unit.objects.filter(parent=parent, name=name).exists():
        raise ValidationError(_("“%(name)s”已经在这一级单位中，请直接使用或换一个名称。") % {"name": name})
    unit = Unit.objects.create(name=name, parent=parent)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    facts = {"name": name, "parent": parent.name if parent else None}
    append(site_log(), [Entry("unit:add", f"unit:{unit.pk}", facts)], by=by, at=at)
    return unit


@transaction.atomic
def add_user(*, username: str, name: str, password: str, email: str = "", by: Actor, at: datetime) -> User:
    """A new account. Raises ValidationError when the user name is taken."""
    if User.objects.filter(username=username).exists():
        raise ValidationError(_("登录名“%(username)s”已被使用，请换一个。") % {"username": username})
    user = User(username=username, name=name, email=email)
    user.set_password(password)
    user.save()
    append(site_log(), [Entry("user:add", f"user:{user.pk}", {"name": name, "username": username})], by=by, at=at)
    return user


@transaction.atomic
def give_role(*, user: User, unit: Unit, role: Role, by: Actor, at: datetime) -> Membership:
    """``user`` has ``role`` in ``unit`` from now on; giving it twice changes nothing and leaves no second event."""
    membership, new = Membership.objects.get_or_create(user=user, unit=unit, role=role)
    if new:
        facts = {"user": user.name, "unit": unit.name, "role": str(role)}
        append(site_log(), [Entry("user:give_role", f"user:{user.pk}", facts)], by=by, at=at)
    user.__dict__.pop("_posts", None)
    return membership


@transaction.atomic
def set_password(*, user: User, password: str, by: Actor, at: datetime) -> None:
    """A new password for ``user``; all his sessions end."""
    user.set_password(password)
    user.save(update_fields=["password"])
    append(site_log(), [Entry("user:set_password", f"user:{user.pk}", {"name": user.name})], by=by, at=at)
