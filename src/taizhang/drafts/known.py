"""Answers that hold: which remarks of a draft its person has answered already, here or on the paper as it was before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from taizhang.accounts.models import User
from taizhang.checks import Remark
from taizhang.drafts.models import Answer, Draft
from taizhang.drafts.result import Key, Result


def answered(draft: Draft, result: Result) -> list[Remark]:
    """The remarks, those that the person has answered with the reason."""
    keys = result.keys()
    reasons = {(a.code, a.digest): a.reason for a in _answers(draft.brought_by, keys)}
    return [replace(remark, answer=reasons.get(key)) for remark, key in zip(result.remarks, keys, strict=True)]


def touch(user: User, keys: Sequence[Key], at: datetime) -> None:
    """Note that these answers are still of use."""
    wanted = set(keys)
    used = [answer.pk for answer in _answers(user, keys) if (answer.code, answer.digest) in wanted]
    for start in range(0, len(used), 500):
        Answer.objects.filter(pk__in=used[start : start + 500]).update(used_at=at)


def _answers(user: User, keys: Sequence[Key]) -> Iterable[Answer]:
    """The person's answers to such remarks; asked for by code, since a paper can have thousands of sentences."""
    return Answer.objects.filter(by=user, code__in={code for code, _ in keys})
