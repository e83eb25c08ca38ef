"""A manuscript becomes final (定稿): its Word file kept by digest, never changed again."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.accounts.models import User
from taizhang.files import store
from taizhang.manuscripts import policy
from taizhang.manuscripts.actions.checking import unanswered
from taizhang.manuscripts.actions.writing import held, note, refuse
from taizhang.manuscripts.composing import content, paper
from taizhang.manuscripts.models import Manuscript, ManuscriptState, Part, TypedNumber
from taizhang.reports.word import docx


def why_not_final(user: User, manuscript: Manuscript, parts: list[Part]) -> str | None:
    """Why ``user`` may not make the manuscript final now; None when he may."""
    if why := policy.why_not_edit(user, manuscript):
        return why
    if not manuscript.checked:
        return _("定稿前请先校核。")
    if manuscript.checked != content(manuscript, parts):
        return _("校核以后稿子有改动，请重新校核。")
    if left := len(unanswered(list(manuscript.remarks.all()))):
        return ngettext(
            "还有%(n)d条校核提示没有处理：改好再校核，或说明理由。", "还有%(n)d条校核提示没有处理：改好再校核，或说明理由。", left
        ) % {"n": left}
    return None


@transaction.atomic
def finalise_manuscript(*, manuscript: Manuscript, typed_confirmed: bool = False, by: User, at: datetime) -> Manuscript:
    """Make the manuscript final. Where numbers were typed by hand, ``typed_confirmed`` says that each was looked at.

    Raises Refused, ValidationError, snapshots.Damaged.
    """
    row = held(manuscript)
    parts = list(row.parts.select_related("unit").order_by("position"))
    refuse(why_not_final(by, row, parts))
    typed = TypedNumber.objects.filter(part__manuscript=row).count()
    if typed and not typed_confirmed:
        raise ValidationError(_("有手写的数字，请逐一核对后再定稿。"))
    row.final = store.keep(docx(paper(row, parts)), at=at)
    row.state, row.finalised_by, row.finalised_at = ManuscriptState.FINAL, by.name, at
    row.save(update_fields=["final", "state", "finalised_by", "finalised_at"])
    facts = {"digest": row.checked, "word": row.final.digest, "snapshot": row.snapshot.key, "typed": typed}
    note(row, "finalise", facts, by, at)
    return row
