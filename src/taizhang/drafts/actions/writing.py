"""What the verbs share: a draft's row held until the transaction ends, and its event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.drafts.models import Draft
from taizhang.journal.append import SYSTEM, Entry, append, site_log


class Changed(Exception):
    """What was meant was not there any more: the draft was checked again meanwhile."""


def held(draft: Draft) -> Draft:
    """The row as it stands, locked. Raises ValidationError where it was deleted."""
    row = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if row is None:
        raise ValidationError(_("这份文稿已经删除。"))
    return row


def note(verb: str, draft: Draft, facts: dict[str, Any], *, by: User | None, at: datetime) -> None:
    """Record what was done. A draft's name and words are in no event: they are to be gone when it is deleted."""
    append(site_log(), [Entry(f"draft:{verb}", f"draft:{draft.pk}", facts)], by=by.actor if by else SYSTEM, at=at)
