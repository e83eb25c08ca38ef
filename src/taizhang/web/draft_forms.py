"""The form that says what a draft is held against: a feedback paper, a ledger as of a day, and whether it is to be published."""

from __future__ import annotations

from datetime import date
from typing import cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import User
from taizhang.drafts.actions import Against, Dropped, Stored
from taizhang.drafts.models import Draft
from taizhang.intake.models import Paper, PaperState
from taizhang.intake.policy import visible_papers
from taizhang.ledger.models import Ledger
from taizhang.ledger.policy import visible_ledgers

MOST = 50  # to choose from, the newest
AS_BEFORE = "kept"
PUBLIC = {"": None, "yes": True, "no": False}


class AgainstForm(forms.Form):
    """What to hold the draft against. A file dropped here counts more than a paper chosen."""

    file = forms.FileField(required=False, allow_empty_file=True, label=gettext_lazy("反馈意见"))
    paper = forms.ChoiceField(required=False, label=gettext_lazy("或者选一份已有的"))
    ledger = forms.ChoiceField(required=False, label=gettext_lazy("台账"))
    as_of = forms.DateField(
        required=False, label=gettext_lazy("截至"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    public = forms.ChoiceField(
        required=False,
        label=gettext_lazy("是否公开"),
        choices=[("", gettext_lazy("按文稿判断")), ("yes", gettext_lazy("要公开")), ("no", gettext_lazy("不公开"))],
    )

    def __init__(
        self,
        draft: Draft,
        user: User,
        today: date,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile[bytes]] | None = None,
    ) -> None:
        super().__init__(data, files, initial=_as_it_is(draft, today), auto_id="against-%s")
        self._draft = draft
        self._papers = {str(paper.pk): paper for paper in _papers(user)}
        self._ledgers = {str(ledger.pk): ledger for ledger in _ledgers(user, draft)}
        kept = [(AS_BEFORE, draft.feedback_name)] if draft.feedback_name else []
        nothing = ("", _("不对照"))
        self._choices("paper", [nothing, *kept, *((pk, paper.name) for pk, paper in self._papers.items())])
        self._choices("ledger", [nothing, *((pk, ledger.title) for pk, ledger in self._ledgers.items())])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def against(self) -> Against:
        """What was chosen."""
        data = self.cleaned_data
        ledger = self._ledgers.get(data["ledger"])
        return Against(self._feedback(), ledger, data["as_of"] if ledger else None, PUBLIC[data["public"]])

    def _feedback(self) -> Dropped | Stored | None:
        file, chosen = self.cleaned_data["file"], self.cleaned_data["paper"]
        if isinstance(file, UploadedFile):
            return Dropped(file.name or _("未命名"), file.read())
        if chosen == AS_BEFORE and self._draft.feedback:
            return Stored(self._draft.feedback_name, self._draft.feedback)
        paper = self._papers.get(chosen)
        return Stored(paper.name, paper.original) if paper else None


def _as_it_is(draft: Draft, today: date) -> dict[str, object]:
    public = next(name for name, value in PUBLIC.items() if value is draft.public)
    feedback = AS_BEFORE if draft.feedback_name else ""
    return {"paper": feedback, "ledger": str(draft.ledger_id or ""), "as_of": draft.as_of or today, "public": public}


def _papers(user: User) -> list[Paper]:
    """The papers that were brought in and that he may see, newest first."""
    read = visible_papers(user).filter(state__in=[PaperState.READ, PaperState.ADOPTED])
    return list(read.defer("reading_text", "sheet_text")[:MOST])


def _ledgers(user: User, draft: Draft) -> list[Ledger]:
    """The ledgers that he may see, newest first; the one chosen before is among them if he still may."""
    seen = visible_ledgers(user)
    newest = list(seen.order_by("-pk")[:MOST])
    if draft.ledger_id and draft.ledger_id not in {ledger.pk for ledger in newest}:
        newest += seen.filter(pk=draft.ledger_id)
    return newest
