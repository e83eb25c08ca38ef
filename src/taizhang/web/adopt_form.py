"""What a person says of a new ledger: one that a paper becomes, or one with nothing in it yet."""

from __future__ import annotations

import dataclasses
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Unit, User
from taizhang.intake.models import Paper
from taizhang.intake.proposal import bodies_of, proposed_opening
from taizhang.ledger.actions import Opening
from taizhang.ledger.models import Source, Stage


class OpeningForm(forms.Form):
    """The opening of a ledger."""

    title = forms.CharField(max_length=200, label=_("台账名称"))
    source = forms.ChoiceField(choices=Source.choices, label=_("来源"))
    body = forms.ModelChoiceField(Unit.objects.none(), empty_label=None, label=_("被检查单位"))
    stage = forms.ChoiceField(choices=Stage.choices, label=_("阶段"))
    inspected_by = forms.CharField(max_length=120, required=False, label=_("检查单位"))
    feedback_on = forms.DateField(required=False, label=_("反馈日期"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    concentrated_until = forms.DateField(
        required=False, label=_("集中整改截止"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    supervised_by = forms.ModelChoiceField(
        Unit.objects.none(), required=False, empty_label=_("暂不指定"), label=_("监督审核单位")
    )

    def __init__(self, user: User, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        bodies = bodies_of(user)
        self._choose_from("body", Unit.objects.filter(pk__in=[body.pk for body in bodies]))
        self._choose_from("supervised_by", Unit.objects.exclude(pk__in=[body.pk for body in bodies]))

    def _choose_from(self, name: str, units: Any) -> None:
        cast("forms.ModelChoiceField[Unit]", self.fields[name]).queryset = units

    def opening(self) -> Opening:
        """What was said, for the action."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "again"}
        return Opening(**{**said, "source": Source(said["source"]), "stage": Stage(said["stage"])})


class AdoptForm(OpeningForm):
    """The opening of the ledger that a paper becomes, filled in from the paper; the person decides."""

    again = forms.BooleanField(required=False, label=_("仍要再生成一本"))

    def __init__(self, paper: Paper, user: User, data: Any = None) -> None:
        bodies = bodies_of(user)
        proposed = dataclasses.asdict(proposed_opening(paper, bodies[0])) if bodies else {}
        super().__init__(user, data, proposed)
