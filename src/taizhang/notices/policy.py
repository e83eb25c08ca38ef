"""Who may say how a unit's groups are told, and who may look at what was sent: the unit's office, and administrators."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.accounts.roles import Role
from taizhang.notices.models import Delivery, Group, Notice


def why_not_set(user: User, unit: Unit) -> str | None:
    """Why ``user`` may not say how the groups of ``unit`` are told; None when he may."""
    if user.is_administrator or any(post.role == Role.OFFICE and post.unit.holds(unit) for post in user.posts):
        return None
    return _("“%(unit)s”的群通知由它的整改办或系统管理员设置。") % {"unit": unit.name}


def ask_set(user: User, unit: Unit) -> None:
    """Raises Refused unless ``user`` may say how the groups of ``unit`` are told."""
    if why := why_not_set(user, unit):
        raise Refused(why)


def units_set_by(user: User) -> QuerySet[Unit]:
    """The units whose groups ``user`` sets."""
    if user.is_administrator:
        return Unit.objects.all()
    branches = [Q(path__startswith=post.unit.path) for post in user.posts if post.role == Role.OFFICE]
    return Unit.objects.filter(Q(*branches, _connector=Q.OR)) if branches else Unit.objects.none()


def sets_groups(user: User) -> bool:
    """Whether ``user`` sets any unit's groups."""
    return user.is_administrator or user.keeps_ledgers


def groups_set_by(user: User) -> QuerySet[Group]:
    """The groups that are told something, of the units whose groups ``user`` sets."""
    return Group.objects.filter(unit__in=units_set_by(user), stopped_at=None).select_related("unit")


def deliveries_seen_by(user: User) -> QuerySet[Delivery]:
    """What was sent outside, as far as ``user`` may look at it: administrators all of it, offices what went to their groups."""
    rows = Delivery.objects.select_related("user", "group__unit")
    return rows if user.is_administrator else rows.filter(group__unit__in=units_set_by(user))


def own_notices(user: User) -> QuerySet[Notice]:
    """The notices to ``user``: nobody else sees them, nor when he read them."""
    return Notice.objects.filter(user=user)
