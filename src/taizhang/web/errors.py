"""Pages for what went wrong: what happened, what to do. They read no database, so they answer when it does not."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang import __version__
from taizhang.web.choices import theme_of


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that went wrong, in words: ``code`` is the HTTP status, ``way`` the one button's address."""

    code: int
    title: str
    happened: str
    remedy: str
    way: str
    way_label: str


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; a form that is too large comes this way too and gets its own page."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    happened = _("浏览器发来的内容不完整，或者不是这里的页面发出的，没有处理。")
    return _page(request, 400, _("请求有误"), happened, _("请回到上一页，刷新后重新操作。"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the policy's reason where there is one."""
    happened = str(exception or "") or _("您的账号没有查看或办理这一项的权限。")
    remedy = _("如果这是您的工作，请联系整改办，由管理员为您的账号设置相应角色。")
    return _page(request, 403, _("没有权限"), happened, remedy)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; also for what a person may not know of."""
    happened = _("这个地址没有对应的内容：可能地址有误，可能已被移走，也可能不在您的知悉范围内。")
    return _page(request, 404, _("找不到页面"), happened, _("请核对地址，或从“我的待办”重新进入。"))


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    size = settings.UPLOAD_LIMIT // (1024 * 1024)
    happened = _("上传的文件超过 %(size)d MB，没有接收。") % {"size": size}
    remedy = _("请压缩文件中的图片或分成几份后再上传；需要调整上限请联系管理员。")
    return _page(request, 413, _("文件过大"), happened, remedy, reverse("intake"), _("回到导入"))


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    happened = _("服务器出错，这一步没有办成；之前已保存的内容不受影响。")
    return _page(request, 500, _("出错了"), happened, _("请稍后再试。仍不行，请把出错时间和正在办的事项告诉管理员。"))


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token no longer holds: signed in anew elsewhere, cookies refused, or left open too long."""
    happened = _("页面打开时间过长，或者您在别的窗口重新登录过，为安全起见没有提交。")
    if reason == REASON_NO_CSRF_COOKIE:
        happened = _("浏览器没有保存本站的 Cookie，无法确认是您本人提交的。")
    remedy = _("请回到上一页，复制刚才填写的内容，刷新页面后重新提交。")
    return _page(request, 403, _("页面已过期"), happened, remedy, request.path, _("重新打开这一页"))


def _page(
    request: HttpRequest, code: int, title: str, happened: str, remedy: str, way: str | None = None, way_label: str | None = None
) -> HttpResponse:
    trouble = Trouble(code, title, happened, remedy, way or reverse("desk"), way_label or _("回到我的待办"))
    # Without the request: no context processor, no session, no user.
    html = render_to_string("look/error.html", {"error": trouble, "theme": theme_of(request), "version": __version__})
    return HttpResponse(html, status=code)
