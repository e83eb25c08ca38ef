"""What the worker does with papers."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from taizhang.intake import actions
from taizhang.intake.models import Paper, PaperState

LEFT_LYING = timedelta(minutes=1)


@task()
def read_paper(pk: int) -> None:
    """Read one paper."""
    actions.read(paper=Paper.objects.get(pk=pk), at=timezone.now())


def read_left_lying() -> int:
    """Read every paper that has waited longer than a task takes: its task was lost in a crash. Returns how many."""
    since = timezone.now() - LEFT_LYING
    left = list(Paper.objects.filter(state=PaperState.WAITING, brought_at__lt=since)[:100])
    for paper in left:
        actions.read(paper=paper, at=timezone.now())
    return len(left)
