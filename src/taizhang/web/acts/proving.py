"""Evidence from the screen: which pieces a measure asks for, files and papers put under it, a piece taken out again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.accounts.models import User
from taizhang.files import incoming
from taizhang.ledger import actions
from taizhang.ledger.actions import Given
from taizhang.ledger.models import Evidence, Measure, Slot
from taizhang.ledger.slots import SlotWanted, proposal
from taizhang.web.acts.act import Act, first, one
from taizhang.web.acts.forms import ActForm
from taizhang.web.acts.rows import RowsForm

N_ = gettext_lazy


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once; on a telephone also straight from the camera."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyFiles(forms.FileField):
    """A list of uploaded files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Every file by itself."""
        return [super(ManyFiles, self).clean(one, initial) for one in (data or [])]


class EvidenceForm(ActForm):
    """Files, or a paper by its number and place; into which slot. Several measures take the same files."""

    given = ManyFiles(label=N_("文件（可以一次选多个，可以拍照）"), required=False)
    slot = forms.ChoiceField(label=N_("放进哪一项"), required=False)
    name = forms.CharField(label=N_("纸质材料名称"), max_length=200, required=False)
    paper_number = forms.CharField(label=N_("纸质材料文号"), max_length=120, required=False)
    paper_place = forms.CharField(label=N_("存放处"), max_length=200, required=False)
    classified = forms.BooleanField(label=N_("涉密，只登记文号和存放处"), required=False)
    fellows = forms.MultipleChoiceField(label=N_("同时作为这些措施的佐证"), widget=forms.CheckboxSelectMultiple, required=False)

    def prepare(self) -> None:
        """The slots of the first measure, and the other measures of its finding."""
        measure = first(self.subjects[:1])
        slots = [(slot.pk, slot.what) for slot in measure.slots.all()]
        self.fields["slot"].choices = [("", _("按文件名自动放")), *slots]  # type: ignore[attr-defined]
        chosen = {subject.pk for subject in self.subjects}
        others = [(m.serial, m.title) for m in measure.finding.measures.all() if m.pk not in chosen]
        self.fields["fellows"].choices = others  # type: ignore[attr-defined]
        if not others:
            del self.fields["fellows"]

    def clean(self) -> dict[str, Any]:
        """Something must be given, and paper wholly."""
        data: dict[str, Any] = super().clean() or {}
        paper = [data.get(name) for name in ("name", "paper_number", "paper_place")]
        if any(paper) and not all(paper):
            raise ValidationError(_("纸质材料请写明名称、文号和存放处。"))
        if data.get("classified") and data.get("given"):
            raise ValidationError(_("涉密材料不上传，只登记文号和存放处。"))
        if not data.get("given") and not any(paper) and "given" not in self.errors:
            raise ValidationError(_("请选择文件，或登记纸质材料。"))
        return data

    def told(self, at: datetime) -> dict[str, Any]:
        """What is given; the files are kept before the action writes."""
        said = self.cleaned_data
        given = [Given(f.name, incoming.take(f.read(), f.name, by=self.by.actor, at=at)) for f in said["given"]]
        if said["name"]:
            given.append(Given(said["name"], None, said["paper_number"], said["paper_place"], said["classified"]))
        return {"files": given, "slot": said["slot"], "fellows": [int(serial) for serial in said.get("fellows", ())]}


class WithdrawForm(ActForm):
    """Which piece, and why."""

    evidence = forms.ModelChoiceField(Evidence.objects.none(), label=N_("材料"), empty_label=None)
    reason = forms.CharField(label=N_("撤下的理由"), max_length=300)

    def prepare(self) -> None:
        """What stands there."""
        self.fields["evidence"].queryset = first(self.subjects).evidence.filter(withdrawn_on=None)  # type: ignore[attr-defined]


class SlotsForm(RowsForm):
    """The pieces that the measure asks for. Where none stand yet, those that its words ask for are proposed."""

    needed = "what"
    columns = {
        "what": forms.CharField(label=N_("佐证材料"), max_length=120, required=False),
        "kind": forms.CharField(label=N_("类别"), max_length=20, required=False),
        "count": forms.IntegerField(label=N_("份数"), min_value=1, max_value=99, required=False, initial=1),
        "required": forms.BooleanField(label=N_("必需"), required=False, initial=True),
        "pk": forms.IntegerField(widget=forms.HiddenInput, required=False),
    }

    def held(self) -> Sequence[dict[str, Any]]:
        """The slots there are, else those proposed."""
        measure = first(self.subjects)
        slots = list(measure.slots.all()) or proposal(measure.text)
        return [{name: getattr(slot, name) for name in self.columns} for slot in slots]

    def told(self, at: datetime) -> dict[str, Any]:
        """The slots as wanted."""
        rows = self.filled()
        return {"slots": [SlotWanted(r["kind"], r["what"], r["count"] or 1, r["required"], r["pk"]) for r in rows]}


def _add(subjects: Sequence[Measure], data: dict[str, Any], by: User, at: datetime) -> object:
    finding = subjects[0].finding
    fellows = list(Measure.objects.filter(finding=finding, serial__in=data.pop("fellows")))
    slot = Slot.objects.filter(measure=subjects[0], pk=int(data.pop("slot") or 0)).first()
    return actions.add_evidence(measures=[*subjects, *fellows], slot=slot, by=by, at=at, **data)


def _withdraw(subjects: Sequence[Measure], data: dict[str, Any], by: User, at: datetime) -> object:
    return actions.withdraw_evidence(by=by, at=at, **data)


ACTS = (
    Act("measure", "add_evidence", _add, EvidenceForm),
    Act("measure", "withdraw_evidence", _withdraw, WithdrawForm, single=True),
    Act("measure", "set_slots", one(actions.set_slots, "measure", versioned=True), SlotsForm, single=True, wide=True),
)
