"""通知设置: how somebody wishes to be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.notices import actions
from taizhang.notices.channels.mail import is_set_up
from taizhang.notices.wishing import wish_of
from taizhang.web.access import person
from taizhang.web.notice_forms import OwnWishesForm
from taizhang.web.settings_access import attempt


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form; posted, it is kept."""
    by = person(request)
    form = OwnWishesForm(wish_of(by), request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        told = {"said": form.said(), "by_mail": data["by_mail"], "language": data["language"]}
        if attempt(form, lambda: actions.prefer(**told, by=by, at=timezone.now())):
            messages.success(request, _("通知设置已保存。"))
            return redirect("notice_settings")
    shown = {"form": form, "address": by.email, "sends_mail": is_set_up()}
    return render(request, "web/notices/wishes.html", shown, status=422 if form.errors else 200)
