"""By which rules a ledger is kept: its profile's version, the bodies of its route, the part of the body that the office is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import Entry, append
from taizhang.ledger import look_backs, policy
from taizhang.ledger.actions.writing import Written, gather, write
from taizhang.ledger.models import Ledger, SupervisingBody
from taizhang.ledger.pinning import offered, pin
from taizhang.ledger.rerouting import BEING_SIGNED, RouteBody, bodies_after, bodies_now, changes, contradictions, count
from taizhang.profiles import Profile, digest
from taizhang.profiles.shape import Route


@transaction.atomic
def set_profile(*, ledger: Ledger, profile: Profile, reason: str, by: User, at: datetime) -> Ledger:
    """Keep ``ledger`` by another profile, or by another version of its own, from now on; what was decided stays decided.

    ``ledger`` is as the person saw it. Raises Refused where the move would contradict what has been decided.
    """
    row = _hold(ledger, by)
    if row.pinned_id != ledger.pinned_id:
        raise ValidationError(_("办理规则刚被别人改为“%(name)s”，请核对后再改。") % {"name": row.pinned.name})
    if digest(profile) == row.pinned_id:
        return row
    if offered(row.body, profile.code) != profile:
        raise ValidationError(_("“%(name)s”不是本单位现行的办理规则，请重新选择。") % {"name": profile.name})
    if not reason.strip():
        raise ValidationError(_("请写明改用的理由。"))
    if against := contradictions(row, profile):
        raise Refused(against[0])
    was, now = row.pinned, pin(profile, at=at)
    facts: dict[str, Any] = {
        "was": {"profile": was.digest, "name": was.name},
        "now": {"profile": now.digest, "name": now.name},
        "reason": reason.strip(),
        "changes": changes(was.profile, profile),
    }
    before, after = bodies_now(row), bodies_after(row, profile)
    if before != after:
        facts["bodies"] = {"was": _plain(before), "now": _plain(after)}
        _write_bodies(row, after)
    row.pinned = now
    row.save(update_fields=["pinned"])
    append(row.log_key, [Entry("ledger:set_profile", "ledger", facts)], by=by.actor, at=at)
    if was.profile.look_back.after != profile.look_back.after:
        _look_back_anew(row, profile, by, at)
    return row


def _look_back_anew(row: Ledger, profile: Profile, by: User, at: datetime) -> None:
    """Date the look-backs that are still to come by ``profile``: as many of its dates as were answered are behind."""
    closed = gather(list(look_backs.closed_in(row)))
    answered = look_backs.answered(closed)
    days = {one.pk: look_backs.coming(profile, one.closed_on, answered.get(one.pk, 0)) for one in closed}
    moved = [one for one in closed if days[one.pk] != one.look_back_on]
    write("set_look_back", [Written(one, {"look_back_on": days[one.pk]}) for one in moved], by=by, at=at)


@transaction.atomic
def set_office_unit(*, ledger: Ledger, unit: Unit | None, by: User, at: datetime) -> Ledger:
    """Say in which part of the body its office sits: what that part itself leads, the profile's substitute decides."""
    row = _hold(ledger, by)
    if unit is not None and not row.body.holds(unit):
        raise ValidationError(_("“%(unit)s”不在“%(body)s”里面。") % {"unit": unit.name, "body": row.body.name})
    if row.office_unit != unit:
        facts = {"was": row.office_unit.name if row.office_unit else None, "now": unit.name if unit else None}
        row.office_unit = unit
        row.save(update_fields=["office_unit"])
        append(row.log_key, [Entry("ledger:set_office_unit", "ledger", facts)], by=by.actor, at=at)
    return row


@transaction.atomic
def set_bodies(*, ledger: Ledger, bodies: Sequence[RouteBody], seen: Sequence[RouteBody], by: User, at: datetime) -> Ledger:
    """Say which bodies must agree before something is closed, and where their verifiers sign in.

    ``seen`` are the bodies as the person saw them: where they are others by now, nothing is written.
    """
    row = _hold(ledger, by)
    before, wanted = bodies_now(row), [RouteBody(body.name.strip(), body.unit) for body in bodies]
    if before != list(seen):
        raise ValidationError(_("监督审核单位刚被别人改过，请核对后再保存。"))
    if wanted == before:
        return row
    _check_names(row, [body.name for body in wanted])
    if {body.name for body in wanted} != {body.name for body in before} and count(row, "finding", BEING_SIGNED):
        raise Refused(_("还有问题在监督审核或公示中，现在只能改各单位在系统里对应哪个单位，不能增减或改名。"))
    _write_bodies(row, wanted)
    facts = {"was": _plain(before), "now": _plain(wanted)}
    append(row.log_key, [Entry("ledger:set_bodies", "ledger", facts)], by=by.actor, at=at)
    return row


def _check_names(ledger: Ledger, names: list[str]) -> None:
    if ledger.profile.closing.route == Route.INSIDE:
        raise Refused(_("这本台账由单位内部审定，没有监督审核单位。要加，请先改用有监督审核的办理规则。"))
    if not names:
        raise ValidationError(_("至少要有一个监督审核单位。"))
    if not all(0 < len(name) <= 120 for name in names):
        raise ValidationError(_("请写明监督审核单位的名称，不超过120个字。"))
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValidationError(_("“%(name)s”写了两次。") % {"name": twice})


def _hold(ledger: Ledger, by: User) -> Ledger:
    """The ledger's row, locked, with what it is kept by."""
    rows = Ledger.objects.select_for_update(of=("self",)).select_related("body", "pinned", "office_unit")
    row = rows.get(pk=ledger.pk)
    if why := policy.why_not_arrange(by, row):
        raise Refused(why)
    return row


def _write_bodies(ledger: Ledger, bodies: Sequence[RouteBody]) -> None:
    """The rows as wanted: a body that keeps its name keeps its row."""
    names = [body.name for body in bodies]
    ledger.supervising_bodies.exclude(name__in=names).delete()
    held = {row.name: row for row in ledger.supervising_bodies.all()}
    for row in held.values():  # out of the way, so that no two meet in one place
        row.position += len(held) + len(bodies)
    SupervisingBody.objects.bulk_update(held.values(), ["position"])
    for position, body in enumerate(bodies, 1):
        row = held.get(body.name) or SupervisingBody(ledger=ledger, name=body.name)
        row.position, row.unit = position, body.unit
        row.save()


def _plain(bodies: Sequence[RouteBody]) -> list[dict[str, str]]:
    return [{"name": body.name, **({"unit": body.unit.name} if body.unit else {})} for body in bodies]
