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
    """Make one binder, which may have been deleted meanwhile; then those that had to wait for it."""
    if binder := Binder.objects.filter(pk=pk).first():
        actions.make(binder=binder, at=timezone.now())
    _make_next(Q(beat_at=None))


def make_left_lying() -> None:
    """Make binders whose task was lost, or whose making has been silent for long: a crash ended it."""
    now = timezone.now()
    _make_next(Q(beat_at=None, asked_at__lt=now - LEFT_LYING) | Q(beat_at__lt=now - SILENT))


def _make_next(meant: Q) -> None:
    """Make the binders that are ``meant``, the oldest first, as long as they are this process's to make."""
    done: set[int] = set()
    while binder := Binder.objects.filter(meant, state=BinderState.WAITING).exclude(pk__in=done).order_by("pk").first():
        done.add(binder.pk)
        actions.make(binder=binder, at=timezone.now())


def delete_expired() -> int:
    """Delete the binders whose days are over. Returns how many."""
    now = timezone.now()
    return actions.delete_expired(before=now - timedelta(days=settings.BINDER_DAYS), at=now)
