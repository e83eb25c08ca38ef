"""Notices read. No event is left: when somebody reads his notices is nobody else's business."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from taizhang.accounts.models import User
from taizhang.notices.models import Notice
from taizhang.notices.policy import own_notices


@transaction.atomic
def read(*, notice: Notice, by: User, at: datetime) -> None:
    """The notice was read; somebody else's stays as it is."""
    own_notices(by).filter(pk=notice.pk, read_at=None).update(read_at=at)


@transaction.atomic
def read_all(*, by: User, at: datetime) -> int:
    """All notices up to now were read. Returns how many."""
    return own_notices(by).filter(read_at=None, made_at__lte=at).update(read_at=at)
