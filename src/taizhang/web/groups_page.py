"""设置 › 群通知: the groups of units, and the robots by which they are reached."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.accounts.policy import Refused
from taizhang.notices import actions
from taizhang.notices.channels import CHANNELS
from taizhang.notices.models import Group
from taizhang.notices.policy import groups_set_by, sets_groups
from taizhang.web.access import person
from taizhang.web.notice_forms import GroupForm, NewGroupForm
from taizhang.web.settings_access import attempt


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The list."""
    groups = [{"group": group, "channel": _(CHANNELS[group.channel].word)} for group in _groups(request)]
    return render(request, "web/settings/groups.html", {"groups": groups})


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new group."""
    _groups(request)
    by = person(request)
    form = NewGroupForm(by, request.POST or None)
    if form.is_valid():
        unit = form.cleaned_data["unit"]
        made = attempt(form, lambda: actions.add_group(unit=unit, group=form.group(), by=by, at=timezone.now()))
        if made:
            messages.success(request, _("已添加“%(name)s”，可以发一条测试消息看看。") % {"name": made.name})
            return redirect("group", pk=made.pk)
    return render(request, "web/settings/group_add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One group."""
    group, by = _group(request, pk), person(request)
    form = GroupForm(group, request.POST or None)
    if form.is_valid():
        changed = attempt(form, lambda: actions.change_group(row=group, group=form.group(), by=by, at=timezone.now()))
        if changed:
            messages.success(request, _("已保存。"))
            return redirect("group", pk=pk)
    latest = group.deliveries.order_by("-pk").first()
    shown = {"group": group, "form": form, "latest": latest}
    return render(request, "web/settings/group.html", shown, status=422 if form.errors else 200)


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """The group is told nothing any more."""
    group = _group(request, pk)
    actions.stop_group(row=group, by=person(request), at=timezone.now())
    messages.success(request, _("已停用“%(name)s”，机器人的网址和密钥已删除。") % {"name": group.name})
    return redirect("groups")


@require_POST
def attempt_now(request: HttpRequest, pk: int) -> HttpResponse:
    """A message to see whether it comes."""
    try:
        actions.try_group(row=_group(request, pk), by=person(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("测试消息一分钟内发出，请到群里看看；结果也显示在本页。"))
    return redirect("group", pk=pk)


def _groups(request: HttpRequest) -> QuerySet[Group]:
    """The groups that the person sets; others are told whose work that is."""
    by = person(request)
    if not sets_groups(by):
        raise PermissionDenied(_("群通知由整改办或系统管理员设置。"))
    return groups_set_by(by)


def _group(request: HttpRequest, pk: int) -> Group:
    return get_object_or_404(_groups(request), pk=pk)
