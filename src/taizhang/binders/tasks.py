"""What the worker does with binders."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from taizhang.binders import actions
from taizhang.binders.actions.making import SILENT
from taizhang.binders.models import Binder, BinderState

LEFT_LYING = timedelta(minutes=1)


@task()
def make_binder(pk: int) -> None:
    """Make one binder; it may have been deleted meanwhile."""
    if binder := Binder.objects.filter(pk=pk).first():
        actions.make(binder=binder, at=timezone.now())


def make_left_lying() -> int:
    """Make a binder whose task was lost, or whose making has been silent for long: a crash ended it. Returns how many (0, 1)."""
    now = timezone.now()
    lost = Q(beat_at=None, asked_at__lt=now - LEFT_LYING) | Q(beat_at__lt=now - SILENT)
    binder = Binder.objects.filter(lost, state=BinderState.WAITING).order_by("pk").first()
    if binder is None:
        return 0
    actions.make(binder=binder, at=now)
    return 1


def delete_expired() -> int:
    """Delete the binders whose days are over. Returns how many."""
    now = timezone.now()
    return actions.delete_expired(before=now - timedelta(days=settings.BINDER_DAYS), at=now)
