"""设置 › 发送记录: what went outside, and what did not and why."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from taizhang.notices.channels import CHANNELS
from taizhang.notices.models import Delivery, DeliveryState
from taizhang.notices.policy import deliveries_seen_by, sets_groups
from taizhang.web.access import person

PAGE = 50
MARKS = {DeliveryState.WAITING: "half", DeliveryState.SENDING: "open", DeliveryState.SENT: "done", DeliveryState.GIVEN_UP: "late"}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The newest first; asked for by state, those only."""
    if not sets_groups(person(request)):
        raise PermissionDenied(_("发送记录由整改办或系统管理员查看。"))
    state, after = request.GET.get("state", ""), request.GET.get("after", "")
    rows = deliveries_seen_by(person(request)).order_by("-pk")
    if state in DeliveryState.values:
        rows = rows.filter(state=state)
    found = list((rows.filter(pk__lt=int(after)) if after.isdecimal() else rows)[: PAGE + 1])
    shown = {
        "lines": [_line(delivery) for delivery in found[:PAGE]],
        "after": found[PAGE - 1].pk if len(found) > PAGE else None,
        "states": DeliveryState.choices,
        "state": state,
    }
    return render(request, "web/settings/deliveries.html", shown)


def _line(delivery: Delivery) -> dict[str, object]:
    return {
        "delivery": delivery,
        "said": delivery.subject or delivery.text.partition("\n")[0],
        "channel": _(CHANNELS[delivery.channel].word),
        "mark": MARKS[DeliveryState(delivery.state)],
    }
