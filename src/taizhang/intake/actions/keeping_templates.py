"""Receivers' own forms: kept for a body, one for each receiver, and no longer kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.accounts.roles import Role
from taizhang.files import incoming, store
from taizhang.intake.models import KnownHeading, Template
from taizhang.intake.senders import NAME_LENGTH, remember
from taizhang.journal.append import Entry, append, site_log
from taizhang.reading import Unreadable
from taizhang.reading.tables.headings import Headings, defaults
from taizhang.reports.template import Placing, place


def why_not_keep(user: User, body: Unit) -> str | None:
    """Why ``user`` may not keep forms for ``body``; None when he may."""
    if any(post.role == Role.OFFICE and post.unit_id == body.pk for post in user.posts):
        return None
    return _("收表单位的格式由整改办维护。")


def keep_template(*, body: Unit, receiver: str, name: str, data: bytes, by: User, at: datetime) -> Template:
    """Keep a receiver's form; another of his takes its place. It must be an .xlsx with a heading that is understood."""
    if why := why_not_keep(by, body):
        raise Refused(why)
    whom = receiver.strip()[:NAME_LENGTH]
    if not whom:
        raise ValidationError(_("请写明这份表报给谁。"))
    incoming.examined(data, name, by=by.actor, at=at)
    try:
        place(data, name, headings_of(body, whom), settings.READING_LIMITS)
    except Unreadable as refusal:
        raise ValidationError(str(refusal)) from refusal
    return _kept(body, whom, name, data, by, at)


@transaction.atomic
def _kept(body: Unit, receiver: str, name: str, data: bytes, by: User, at: datetime) -> Template:
    said = {"name": name[-200:], "original": store.keep(data, at=at), "kept_by": by, "kept_at": at}
    template, _new = Template.objects.update_or_create(body=body, receiver=receiver, defaults=said)
    facts = {"receiver": receiver, "name": template.name, "digest": template.original_id}
    append(site_log(), [Entry("template:keep", f"template:{template.pk}", facts)], by=by.actor, at=at)
    return template


@transaction.atomic
def drop_template(*, template: Template, by: User, at: datetime) -> None:
    """Keep the form no longer; what was said of the receiver's headings stays."""
    if why := why_not_keep(by, template.body):
        raise Refused(why)
    facts = {"receiver": template.receiver, "name": template.name}
    append(site_log(), [Entry("template:drop", f"template:{template.pk}", facts)], by=by.actor, at=at)
    template.delete()


@transaction.atomic
def map_template_headings(*, template: Template, chosen: Mapping[str, str], by: User, at: datetime) -> Template:
    """Say what headings of the receiver's form mean: remembered for all his forms and tables."""
    if why := why_not_keep(by, template.body):
        raise Refused(why)
    remember(template.body, template.receiver, chosen, at=at)
    facts = {"receiver": template.receiver, "chosen": dict(chosen)}
    append(site_log(), [Entry("template:map_headings", f"template:{template.pk}", facts)], by=by.actor, at=at)
    return template


def headings_of(body: Unit, receiver: str) -> Headings:
    """The names of columns with those that were chosen for the receiver."""
    known = KnownHeading.objects.filter(office=body, sender=receiver).order_by("pk")
    return Headings(defaults().names, dict(known.values_list("heading", "field")))


def placing_of(template: Template) -> Placing:
    """Where the list goes in the form. Raises Unreadable, Damaged."""
    headings = headings_of(template.body, template.receiver)
    return place(store.fetch(template.original), template.name, headings, settings.READING_LIMITS)
