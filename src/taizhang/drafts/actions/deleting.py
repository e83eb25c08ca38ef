"""Deleting drafts: when their person says so, and when their days are over. The files go with them unless used elsewhere."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from taizhang.accounts.models import User
from taizhang.drafts.actions.writing import held, note
from taizhang.drafts.models import Answer, Draft
from taizhang.drafts.policy import ask
from taizhang.files import store

AT_ONCE = 20  # in one transaction: on SQLite every other writer waits for it


@transaction.atomic
def delete(*, draft: Draft, by: User, at: datetime) -> None:
    """Delete the draft with what was found in it. Answers given to it stay for the paper when it comes back. Raises Refused."""
    ask(by, draft)
    _delete(held(draft), by, at)


def delete_expired(*, before: datetime, at: datetime) -> int:
    """Delete the drafts brought before that time, and the answers that no draft has had since. Returns how many drafts."""
    count = 0
    while some := list(Draft.objects.filter(brought_at__lt=before).order_by("pk")[:AT_ONCE]):
        with transaction.atomic():
            for draft in some:
                _delete(draft, None, at)
        count += len(some)
    Answer.objects.filter(used_at__lt=before).delete()
    return count


def _delete(draft: Draft, by: User | None, at: datetime) -> None:
    originals = [original for original in (draft.original, draft.feedback) if original is not None]
    note("delete", draft, {"digest": draft.original_id}, by=by, at=at)
    draft.delete()
    for original in originals:
        store.discard(original)
