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
