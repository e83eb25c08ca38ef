"""A person says how he wishes to be told."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.journal.append import Entry, append, site_log
from taizhang.notices.actions.saying import Said, changes, hold, told
from taizhang.notices.models import Preference


@transaction.atomic
def prefer(*, said: Said, by_mail: bool, language: str, by: User, at: datetime) -> Preference:
    """``by`` says how he himself wishes to be told. What is as it was leaves no event."""
    hold(said)
    if language not in dict(settings.LANGUAGES):
        raise ValidationError(_("没有这种语言。"))
    row = Preference.objects.select_for_update().filter(user=by).first() or Preference(user=by)
    changed = changes(row, said) | {
        name: value for name, value in (("by_mail", by_mail), ("language", language)) if getattr(row, name) != value
    }
    if not changed:
        return row
    facts = told(row, changed)
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()
    append(site_log(), [Entry("notices:prefer", f"user:{by.pk}", facts)], by=by.actor, at=at)
    return row
