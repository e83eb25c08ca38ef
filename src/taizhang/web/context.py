"""What the frame of every page shows: the sections, where we are, theme, version, how many notices are unread."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang import __version__
from taizhang.accounts.models import User
from taizhang.notices.inbox import unread
from taizhang.web.choices import theme_of


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the navigation: the page it opens, and how the addresses of the pages that belong to it begin."""

    name: str
    label: Promise
    icon: str
    roots: tuple[str, ...]


SECTIONS = (
    Section("desk", _("我的待办"), "list-check", ("/desk/", "/review/")),
    Section("ledgers", _("台账"), "table", ("/ledgers/", "/deliveries/")),
    Section("intake", _("导入"), "file-import", ("/intake/",)),
    Section("drafts", _("文稿校核"), "clipboard-text", ("/check/",)),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor behind ``look/frame.html``. A page that has taken the time itself passes its own ``today``."""
    page = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "theme": theme_of(request),
        "version": __version__,
        "today": timezone.localdate(),
        "unread_notices": partial(_unread, request),
        "sections": [
            {
                "name": section.name,
                "label": section.label,
                "icon": section.icon,
                "exact": page == section.name,
                "current": page == section.name or request.path_info.startswith(section.roots),
            }
            for section in SECTIONS
        ],
    }


def _unread(request: HttpRequest) -> int:
    """Asked only where it is shown: one query for a signed-in person."""
    return unread(request.user) if isinstance(request.user, User) else 0
