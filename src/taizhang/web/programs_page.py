"""接口令牌: the tokens with which a person's programs do what the person may do. A token's text is shown once, in the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.accounts import actions
from taizhang.accounts.models import Token, User
from taizhang.ledger import policy
from taizhang.web.access import person
from taizhang.web.acts.forms import DayInput
from taizhang.web.settings_access import attempt
from taizhang.web.settings_forms import SettingsForm

N_ = gettext_lazy
USUAL = timedelta(days=90)
SHOWN = 100


class TokenForm(SettingsForm):
    """What the token is for, how far it reaches, until when."""

    name = forms.CharField(label=N_("用途"), max_length=60)
    expires_on = forms.DateField(label=N_("有效至"), widget=DayInput())
    may_act = forms.BooleanField(label=N_("可以办理；不勾只能查看"), required=False)
    ledgers = forms.MultipleChoiceField(
        label=N_("只限这些台账；都不勾为您能看的全部"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, initial={"expires_on": timezone.localdate() + USUAL})
        found = policy.visible_ledgers(user).order_by("-pk")[:SHOWN]
        self.fields["ledgers"].choices = [(str(one.key), one.title) for one in found]  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The person's tokens, and a form for another; posted, the new one's text, once."""
    user = person(request)
    form = TokenForm(user, request.POST) if request.method == "POST" else TokenForm(user)
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data
        made = attempt(form, lambda: actions.issue_token(user=user, **wanted, by=user, at=timezone.now()))
        if made is not None:
            token, text = made
            return render(request, "web/programs/token_once.html", {"token": token, "text": text})
    return _shown(request, user, form)


def _shown(request: HttpRequest, user: User, form: TokenForm) -> HttpResponse:
    today = timezone.localdate()
    tokens = [(token, token.works(today)) for token in user.tokens.select_related("user")[:SHOWN]]
    told = {"tokens": tokens, "form": form, "today": today}
    return render(request, "web/programs/tokens.html", told, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """A token opens nothing any more."""
    user = person(request)
    token = get_object_or_404(Token, pk=pk, user=user)
    actions.revoke_token(token=token, by=user, at=timezone.now())
    messages.success(request, _("令牌已作废。"))
    return redirect("tokens")
