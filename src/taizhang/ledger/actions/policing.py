"""A body's own policy profiles: copying one, editing a copy into a version, saying – from the first run on – which is usual."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from taizhang.accounts.actions import FirstRun, set_up
from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.journal.append import SYSTEM, Actor, Entry, append, site_log
from taizhang.ledger import policy
from taizhang.ledger.models import PinnedProfile, UsualProfile
from taizhang.ledger.pinning import offered, pin
from taizhang.profiles import Profile, differences, digest

UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"
LONGEST_CODE, MARK = 20, 6


@transaction.atomic
def copy_profile(*, body: Unit, of: Profile, name: str, by: User, at: datetime) -> PinnedProfile:
    """A copy of ``of`` that ``body`` can edit, under a name and a code of its own."""
    _ask(by, body)
    name = name.strip()
    if not 0 < len(name) <= 60 or not name.isprintable():
        raise ValidationError(_("请写明办理规则的名称，不超过60个字。"))
    if PinnedProfile.objects.filter(body=body, latest=True, name=name).exists():
        raise ValidationError(_("本单位已有名为“%(name)s”的办理规则，请换一个名称。") % {"name": name})
    copy = pin(replace(of, name=name, code=_new_code(of.code)), body=body, at=at)
    facts = {"body": body.name, "name": name, "of": of.name, "was": digest(of), "now": copy.digest}
    append(site_log(), [Entry("profile:copy", f"profile:{copy.code}", facts)], by=by.actor, at=at)
    return copy


def _new_code(code: str) -> str:
    """A code that no profile has: that of the one it came from, and some letters."""
    stem = code.partition("-")[0][: LONGEST_CODE - MARK - 1]
    return f"{stem}-{get_random_string(MARK, UNMISTAKABLE)}"


@transaction.atomic
def edit_copy(*, copy: PinnedProfile, profile: Profile, by: User, at: datetime) -> PinnedProfile:
    """A new version of a body's copy, which says what ``profile`` says. Ledgers that pin an older version keep it.

    ``copy`` is the version that the person saw: where there is a newer one by now, nothing is written.
    """
    versions = PinnedProfile.objects.select_for_update(of=("self",)).select_related("body")
    row = versions.get(pk=copy.pk)
    if row.body is None:
        raise Refused(_("“%(name)s”是自带的办理规则，不能改；请先复制一份。") % {"name": row.name})
    _ask(by, row.body)
    if not row.latest:
        raise ValidationError(_("这份办理规则刚被别人改过，请核对后再保存。"))
    wanted = replace(profile, code=row.code)
    if digest(wanted) == row.digest:
        return row
    saved = pin(wanted, body=row.body, at=at)
    PinnedProfile.objects.filter(body=row.body, code=row.code).update(latest=False)
    saved.latest = True
    saved.save(update_fields=["latest"])
    changes = differences(row.profile, wanted)
    facts = {"body": row.body.name, "name": wanted.name, "was": row.digest, "now": saved.digest, "changes": changes}
    append(site_log(), [Entry("profile:edit", f"profile:{row.code}", facts)], by=by.actor, at=at)
    return saved


@transaction.atomic
def begin(*, said: FirstRun, profile: str, by: Actor, at: datetime) -> User:
    """The first run of an installation, and the usual profile of its body where one was chosen; both or neither."""
    user = set_up(said=said, by=by, at=at)
    if profile:
        superior = said.superior.strip()
        above = {"parent__name": superior} if superior else {"parent": None}
        choose_usual(body=Unit.objects.get(name=said.body.strip(), **above), name=profile, by=by, at=at)
    return user


@transaction.atomic
def choose_usual(*, body: Unit, name: str, by: User | Actor, at: datetime) -> UsualProfile:
    """Say from which profile new ledgers of ``body`` start: its code. At the first run the system says it."""
    if by != SYSTEM:
        _ask(by, body)
    if offered(body, name) is None:
        raise ValidationError(_("没有“%(name)s”这种办理规则，请重新选择。") % {"name": name})
    usual, new = UsualProfile.objects.select_for_update().get_or_create(body=body, defaults={"name": name})
    if new or usual.name != name:
        facts = {"body": body.name, "was": None if new else usual.name, "now": name}
        usual.name = name
        usual.save(update_fields=["name"])
        actor = by.actor if isinstance(by, User) else by
        append(site_log(), [Entry("profile:choose", f"unit:{body.pk}", facts)], by=actor, at=at)
    return usual


def _ask(by: User | Actor, body: Unit) -> None:
    if why := policy.why_not_police(by, body):
        raise Refused(why)
