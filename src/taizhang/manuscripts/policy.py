"""Who may do what with a manuscript: the office with all of it, a lead unit's contact with the parts that are his unit's."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.roles import Role
from taizhang.ledger import policy
from taizhang.ledger.models import Ledger
from taizhang.manuscripts.models import Manuscript, Part


def why_not_begin(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not put together a manuscript of ``ledger``; None when he may."""
    return None if _is_office(user, ledger) else _("合稿由整改办办理。")


def why_not_edit(user: User, manuscript: Manuscript) -> str | None:
    """Why ``user`` may not do to the whole ``manuscript`` what the office does: assign, move, check, finalise."""
    return why_not_begin(user, manuscript.ledger) or why_not_open(manuscript)


def why_not_open(manuscript: Manuscript) -> str | None:
    """Why nothing of ``manuscript`` changes any more; None while it is worked on."""
    if manuscript.is_open:
        return None
    return _("稿子%(state)s，不再改动。") % {"state": manuscript.get_state_display()}


def why_not_amend(user: User, part: Part) -> str | None:
    """Why ``user`` may not amend ``part``; None when he may."""
    manuscript = part.manuscript
    if why := why_not_open(manuscript):
        return why
    if _is_office(user, manuscript.ledger) or is_his(user, part):
        return None
    if part.unit is None:
        return _("这一部分由整改办修改。")
    return _("这一部分由“%(unit)s”修改。") % {"unit": part.unit.name}


def is_his(user: User, part: Part) -> bool:
    """Whether ``user`` is the contact of the unit that ``part`` is assigned to."""
    return any(post.role == Role.CONTACT and post.unit.holds(part.unit) for post in user.posts)


def sees_all(user: User, ledger: Ledger) -> bool:
    """Whether ``user`` sees manuscripts of ``ledger`` whole."""
    return bool(policy.relations(user, ledger) & policy.SEE_ALL)


def visible_manuscripts(user: User, ledger: Ledger) -> QuerySet[Manuscript]:
    """The manuscripts of ``ledger`` that ``user`` may see: all of them, or those in which a part is his unit's."""
    found = Manuscript.objects.filter(ledger=ledger).select_related("snapshot")
    if sees_all(user, ledger):
        return found
    his = Part.objects.filter(manuscript=OuterRef("pk"), unit__in=policy.units_spoken_for(user))
    return found.filter(Exists(his.order_by()))


def visible_parts(user: User, manuscript: Manuscript) -> QuerySet[Part]:
    """The parts that ``user`` may read: all, or those of his units."""
    found = manuscript.parts.select_related("unit").order_by("position")
    if sees_all(user, manuscript.ledger):
        return found
    return found.filter(unit__in=policy.units_spoken_for(user))


def _is_office(user: User, ledger: Ledger) -> bool:
    return "office" in policy.relations(user, ledger)
