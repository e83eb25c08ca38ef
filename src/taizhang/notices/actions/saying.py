"""What somebody says of how he, or a group, wishes to be told, held to what can be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from taizhang.notices.models import Wishes
from taizhang.notices.models.wishes import HOURS
from taizhang.notices.reasons import BY_CODE


@dataclass(frozen=True, slots=True)
class Said:
    """Which reasons are left out; once a day and when; the quiet hours; whether only on working days."""

    left_out: Sequence[str] = ()
    daily: bool = True
    daily_hour: int = 8
    quiet_from: int = 20
    quiet_until: int = 8
    working_days_only: bool = True


def hold(said: Said) -> None:
    """Raises ValidationError where something cannot be meant."""
    if set(said.left_out) - set(BY_CODE):
        raise ValidationError(_("没有这种通知，请刷新页面后再选。"))
    if any(not 0 <= hour < HOURS for hour in (said.daily_hour, said.quiet_from, said.quiet_until)):
        raise ValidationError(_("时间请在0点到23点之间选。"))


def changes(row: Wishes, said: Said) -> dict[str, Any]:
    """What ``said`` changes of ``row``, by field."""
    wanted = {**asdict(said), "left_out": ",".join(code for code in BY_CODE if code in said.left_out)}
    return {name: value for name, value in wanted.items() if getattr(row, name) != value}


def told(row: Any, changed: dict[str, Any]) -> dict[str, Any]:
    """What each changed field was and is now, as an event keeps it."""
    return {"was": {name: getattr(row, name) for name in changed}, "now": changed}
