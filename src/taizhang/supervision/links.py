"""The links of units: tokens that nobody can guess, of which only hashes are kept, and as whom one acts who comes by one."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.journal.append import Actor
from taizhang.ledger import policy
from taizhang.ledger.stand_in import contact_of
from taizhang.supervision.models import Invitation, Round

TOKEN_BYTES = 32
# What is looked at of an invitation: the unit, and of the ledger what its policy and words need.
PLACES = ("unit", *(f"round__ledger__{name}" for name in ("body", "pinned", "office_unit", "supervised_by")))
LONGER = timedelta(days=7)  # that a link works beyond the due day: laggards use it too


def new_token() -> str:
    """A token of 256 random bits, for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a token. It is random, so that one round of hashing hides it."""
    return hashlib.sha256(token.encode()).hexdigest()


def expiry(round_: Round) -> datetime:
    """When the links of a round end: at midnight, a week after the due day."""
    return timezone.make_aware(datetime.combine(round_.due + LONGER + timedelta(days=1), time.min))


def found(token: str) -> Invitation | None:
    """The invitation whose link has that token, whether it still works or not."""
    return Invitation.objects.select_related(*PLACES).filter(token_hash=hash_of(token)).first()


def why_dead(invitation: Invitation, at: datetime) -> str | None:
    """Why the link no longer opens anything; None while it does."""
    if invitation.revoked_at:
        return _("这个链接已经作废。请向整改办要新的链接。")
    if not invitation.round.is_open:
        return _("这一轮收集已经结束。还有情况要报的，请与整改办联系。")
    if invitation.has_expired(at):
        return _("这个链接已经过期。还没有报的，请向整改办要新的链接。")
    return policy.why_over(invitation.round.ledger)


def guest(invitation: Invitation) -> User:
    """Who acts by the link: nobody but a contact of the unit, and in events named as the unit's link."""
    user = contact_of(invitation.unit)
    name = invitation.unit.name
    user.acting = Actor(id=f"link:{invitation.number}", name=f"{name}（填报链接）", unit=name)
    return user
