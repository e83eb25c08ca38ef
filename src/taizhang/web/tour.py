"""The tour of one minute: a few steps above the desk at a person's first sign-in, by what he does here.

That he has seen it stands in a cookie of this browser, not in his account.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from taizhang.accounts.models import User
from taizhang.accounts.roles import Role
from taizhang.web.access import person
from taizhang.web.choices import A_YEAR

COOKIE = "tour"
REMEMBERED = 20  # people who share one browser


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, what to know of it, and the page where it is done."""

    title: str | Promise
    says: str | Promise
    page: str


OFFICE = (
    Step(_("导入"), _("把反馈意见、问题清单、方案或通报拖进来，几秒钟读完。"), "intake"),
    Step(_("核对"), _("左边原文、右边识读结果，点一条两边同时亮起，不对就改。"), "intake"),
    Step(_("生成台账"), _("一个按钮。同一份文件再来一次，会先问您。"), "ledgers"),
    Step(_("明确责任"), _("在台账里直接点单位、时限就能改，再把措施下达。"), "ledgers"),
    Step(_("跟到销号"), _("快到期的、逾期的、等您办的，每天都在这一页。"), "desk"),
)
CONTACT = (
    Step(_("看这一页"), _("等您报进展的措施列在这里，最急的在最上面。"), "desk"),
    Step(_("打开问题"), _("点一行，看问题原文、整改措施和时限。"), "ledgers"),
    Step(_("报进展"), _("写清做了什么、截至哪一天，自评完成程度。"), "desk"),
    Step(_("留意时限"), _("七日内到期的会变色，逾期的排在前面。"), "desk"),
)
READER = (
    Step(_("看台账"), _("您知悉范围内的台账都在“台账”里。"), "ledgers"),
    Step(_("看总数"), _("最上面一行是整本台账的数字，点数字列出对应的条目。"), "ledgers"),
    Step(_("筛选"), _("按单位、状态、时限筛选，或者按 / 直接查找。"), "ledgers"),
    Step(_("看来龙去脉"), _("打开一个问题，下面是全部办理记录，谁在何时做了什么。"), "ledgers"),
)
ADMINISTRATOR = (
    Step(_("建单位"), _("在“设置”里把科室列全，台账里的牵头单位从这里对上。"), "units"),
    Step(_("加人员"), _("逐个增加，或者从 Excel 导入名单。"), "roster"),
    Step(_("定角色"), _("整改办管台账，联络员报进展，其他人按角色查看。"), "people"),
    Step(_("交密码"), _("一次性密码只显示一次，本人首次登录时改掉。"), "people"),
)


def steps(user: User) -> tuple[Step, ...]:
    """The steps for what ``user`` mostly does here."""
    if user.has_role(Role.OFFICE):
        return OFFICE
    if user.is_administrator:
        return ADMINISTRATOR
    return CONTACT if user.has_role(Role.CONTACT) else READER


def tour(request: HttpRequest) -> tuple[Step, ...]:
    """The steps to show to the person; none where he has seen them in this browser."""
    user = person(request)
    return () if str(user.pk) in _seen(request) else steps(user)


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Put the tour away, or bring it back."""
    mine = str(person(request).pk)
    seen = [pk for pk in _seen(request) if pk != mine]
    if request.POST.get("tour") == "seen":
        seen.append(mine)
    response = redirect("desk")
    kept = ".".join(seen[-REMEMBERED:])
    response.set_cookie(COOKIE, kept, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE)
    return response


def _seen(request: HttpRequest) -> list[str]:
    return [pk for pk in request.COOKIES.get(COOKIE, "").split(".") if pk.isdigit()]
