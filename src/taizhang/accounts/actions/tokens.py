"""What can be done to tokens: a person issues them to himself; he or an administrator revokes them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import ask
from taizhang.accounts.tokens import LONGEST, SHOWN, Token, hash_of, new_token
from taizhang.journal.append import Actor, Entry, append, site_log


@transaction.atomic
def issue_token(
    *, user: User, name: str, may_act: bool, ledgers: Collection[UUID], expires_on: date, by: User | Actor, at: datetime
) -> tuple[Token, str]:
    """A token of ``user``'s own, and its text, which stands nowhere else. Without ``ledgers`` it reaches all that he may see."""
    actor, name = ask(by, "issue_token", user), name.strip()
    if not 0 < len(name) <= 60 or not name.isprintable():
        raise ValidationError(_("请写明令牌的用途，不超过60个字。"))
    today = timezone.localdate(at)
    if not today < expires_on <= today + timedelta(days=LONGEST):
        raise ValidationError(_("有效期从明天起，最长一年。"))
    text = new_token()
    token = Token.objects.create(
        user=user,
        name=name,
        prefix=text[:SHOWN],
        token_hash=hash_of(text),
        may_act=may_act,
        ledgers="\n".join(sorted(str(key) for key in ledgers)),
        seal=user.seal,
        made_at=at,
        expires_on=expires_on,
    )
    facts = {**_told(token), "act": may_act, "ledgers": sorted(token.keys), "until": expires_on.isoformat()}
    append(site_log(), [Entry("token:issue", f"token:{token.pk}", facts)], by=actor, at=at)
    return token, text


@transaction.atomic
def revoke_token(*, token: Token, by: User | Actor, at: datetime) -> Token:
    """It opens nothing any more. Revoking it twice changes nothing and leaves no second event."""
    row = Token.objects.select_for_update(of=("self",)).select_related("user").get(pk=token.pk)
    actor = ask(by, "revoke_token", row.user)
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        append(site_log(), [Entry("token:revoke", f"token:{row.pk}", _told(row))], by=actor, at=at)
    return row


def _told(token: Token) -> dict[str, str]:
    return {"name": token.name, "prefix": token.prefix, "user": token.user.name}
