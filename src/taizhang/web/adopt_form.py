"""What a person says of a new ledger: one that a paper becomes, or one with nothing in it yet."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.models import Unit, User
from taizhang.intake.models import Paper
from taizhang.intake.proposal import bodies_of, proposed_opening
from taizhang.ledger import pinning, policy
from taizhang.ledger.actions import Opening
from taizhang.ledger.models import Ledger, Source, Stage


class OpeningForm(forms.Form):
    """The opening of a ledger."""

    title = forms.CharField(max_length=200, label=_("台账名称"))
    source = forms.ChoiceField(choices=Source.choices, label=_("来源"))
    profile = forms.ChoiceField(required=False, label=_("办理规则"))
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

    follows = forms.ModelChoiceField(
        Ledger.objects.none(), required=False, empty_label=_("不是“回头看”"), label=_("是对哪本台账“回头看”")
    )

    def __init__(self, user: User, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        cast("forms.ModelChoiceField[Ledger]", self.fields["follows"]).queryset = policy.visible_ledgers(user).order_by("-pk")
        bodies = bodies_of(user)
        self._choose_from("body", Unit.objects.filter(pk__in=[body.pk for body in bodies]))
        self._choose_from("supervised_by", Unit.objects.exclude(pk__in=[body.pk for body in bodies]))
        if bodies:
            self._offer_profiles(bodies)

    def _choose_from(self, name: str, units: Any) -> None:
        cast("forms.ModelChoiceField[Unit]", self.fields[name]).queryset = units

    def _offer_profiles(self, bodies: list[Unit]) -> None:
        """The profiles to choose from; without a choice it is the one for the source, which the page names as it changes."""
        offers = pinning.offers(*bodies)
        words = {offer.name: gettext(offer.profile.name) for offer in offers}
        usual = pinning.usual_names(*bodies)
        meant = {source: profile.code for source in Source.values if (profile := pinning.among(offers, usual, source))}
        source = self["source"].value() or Source.values[0]
        by_source = gettext("按来源：%(name)s")
        field = cast("forms.ChoiceField", self.fields["profile"])
        field.choices = [("", by_source % {"name": words.get(meant.get(source, ""), "–")}), *words.items()]
        field.widget.attrs["data-by-source"] = json.dumps({key: by_source % {"name": words[code]} for key, code in meant.items()})

    def clean(self) -> dict[str, Any]:
        """The profile is one that the body can choose."""
        said = super().clean() or self.cleaned_data
        body, name = said.get("body"), said.get("profile")
        said["profile"] = pinning.offered(body, name) if body and name else None
        if name and body and said["profile"] is None:
            self.add_error("profile", gettext("“%(body)s”没有这份办理规则，请重新选择。") % {"body": body.name})
        return said

    def opening(self) -> Opening:
        """What was said, for the action."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "again"}
        return Opening(**{**said, "source": Source(said["source"]), "stage": Stage(said["stage"])})


class AdoptForm(OpeningForm):
    """The opening of the ledger that a paper becomes, filled in from the paper; the person decides."""

    again = forms.BooleanField(required=False, label=_("仍要再生成一本"))

    def __init__(self, paper: Paper, user: User, data: Any = None) -> None:
        bodies = bodies_of(user)
        told = proposed_opening(paper, bodies[0]) if bodies else None
        proposed = {field.name: getattr(told, field.name) for field in dataclasses.fields(told)} if told else {}
        super().__init__(user, data, proposed)
