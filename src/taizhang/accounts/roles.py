"""The roles people can have in a unit, and what they are called. What a role may do stands with the thing it is done to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role within a unit (``lifecycle.md``, Who). It counts where the unit is a ledger's body, leads or supervises."""

    ADMINISTRATOR = "administrator", _("系统管理员")
    OFFICE = "office", _("整改办")
    CONTACT = "contact", _("联络员")
    LEADER = "leader", _("责任领导")
    LEADING_GROUP = "leading_group", _("领导小组成员")
    PRINCIPAL = "principal", _("主要负责人")
    VERIFIER = "verifier", _("监督审核人")
    OBSERVER = "observer", _("查阅人")


class Duty(models.TextChoices):
    """A duty within the leading group or the office (职务)."""

    GROUP_HEAD = "组长", _("组长")
    GROUP_STANDING_DEPUTY = "常务副组长", _("常务副组长")
    GROUP_DEPUTY = "副组长", _("副组长")
    GROUP_MEMBER = "成员", _("成员")
    OFFICE_HEAD = "主任", _("主任")
    OFFICE_DEPUTY = "副主任", _("副主任")
    OFFICE_STAFF = "工作人员", _("工作人员")


DUTIES = {
    Role.LEADING_GROUP: (Duty.GROUP_HEAD, Duty.GROUP_STANDING_DEPUTY, Duty.GROUP_DEPUTY, Duty.GROUP_MEMBER),
    Role.OFFICE: (Duty.OFFICE_HEAD, Duty.OFFICE_DEPUTY, Duty.OFFICE_STAFF),
}
# What who has a duty is called.
POST_WORDS = {
    Duty.GROUP_HEAD: _("领导小组组长"),
    Duty.GROUP_STANDING_DEPUTY: _("领导小组常务副组长"),
    Duty.GROUP_DEPUTY: _("领导小组副组长"),
    Duty.GROUP_MEMBER: _("领导小组成员"),
    Duty.OFFICE_HEAD: _("整改办主任"),
    Duty.OFFICE_DEPUTY: _("整改办副主任"),
    Duty.OFFICE_STAFF: _("整改办工作人员"),
}


def post_word(role: str, duty: str = "") -> str:
    """A role as people call it, with its duty where there is one: 领导小组组长, 整改办副主任, 联络员."""
    return str(POST_WORDS[Duty(duty)] if duty else Role(role).label)
