"""What the worker does with drafts."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from taizhang.drafts import actions
from taizhang.drafts.models import Draft, DraftState

LEFT_LYING = timedelta(minutes=1)


@task()
def check_draft(pk: int) -> None:
    """Check one draft; it may have been deleted meanwhile."""
    if draft := Draft.objects.filter(pk=pk).first():
        actions.check(draft=draft, at=timezone.now())


def check_left_lying() -> int:
    """Check every draft that has waited longer than a task takes: its task was lost in a crash. Returns how many."""
    since = timezone.now() - LEFT_LYING
    left = list(Draft.objects.filter(state=DraftState.WAITING, asked_at__lt=since)[:100])
    for draft in left:
        actions.check(draft=draft, at=timezone.now())
    return len(left)


def delete_expired() -> int:
    """Delete the drafts whose days are over. Returns how many."""
    now = timezone.now()
    return actions.delete_expired(before=now - timedelta(days=settings.DRAFT_DAYS), at=now)
