"""What the pages under 设置 share: they are for administrators, and an action's refusal is said in the form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from taizhang.accounts.policy import Refused
from taizhang.web.access import person

Page = Callable[..., HttpResponse]
Result = TypeVar("Result")


def for_administrators(page: Page) -> Page:
    """The page, for administrators only."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not person(request).is_administrator:
            raise PermissionDenied(_("单位和人员由系统管理员设置。"))
        return page(request, *args, **kwargs)

    return login_required(guarded)


def attempt(form: BaseForm, act: Callable[[], Result]) -> Result | None:
    """What ``act`` returns; where it is refused, the reason stands in ``form`` and the answer is None."""
    try:
        return act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as error:
        form.add_error(None, error.messages[0])
    return None
