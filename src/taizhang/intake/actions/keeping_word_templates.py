"""The house's own Word templates: looked at, kept for a body, and no longer kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import Refused
from taizhang.files import incoming, store
from taizhang.intake.actions.keeping_templates import why_not_keep
from taizhang.intake.models import WordTemplate
from taizhang.journal.append import Entry, append, site_log
from taizhang.reports import house
from taizhang.reports.house import Fault

TITLE_LENGTH = 60


class Faulty(Exception):
    """The template is not kept: ``faults`` are what is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = list(faults)


def keep_word_template(*, body: Unit, title: str, name: str, data: bytes, by: User, at: datetime) -> WordTemplate:
    """Keep a Word template; another of that title takes its place. Raises Refused, ValidationError, Faulty."""
    if why := why_not_keep(by, body):
        raise Refused(why)
    called = " ".join(title.split())[:TITLE_LENGTH]
    if not called:
        raise ValidationError(_("请给模板起个名称。"))
    incoming.check_name(name)
    if faults := house.check(data, name):
        raise Faulty(faults)
    incoming.examined(data, name, by=by.actor, at=at)
    return _kept(body, called, name, data, by, at)


@transaction.atomic
def _kept(body: Unit, title: str, name: str, data: bytes, by: User, at: datetime) -> WordTemplate:
    said = {"name": name[-200:], "original": store.keep(data, at=at), "kept_by": by, "kept_at": at}
    template, _new = WordTemplate.objects.update_or_create(body=body, title=title, defaults=said)
    facts = {"title": title, "name": template.name, "digest": template.original_id}
    append(site_log(), [Entry("word_template:keep", f"word_template:{template.pk}", facts)], by=by.actor, at=at)
    return template


@transaction.atomic
def drop_word_template(*, template: WordTemplate, by: User, at: datetime) -> None:
    """Keep the template no longer."""
    if why := why_not_keep(by, template.body):
        raise Refused(why)
    facts = {"title": template.title, "name": template.name}
    append(site_log(), [Entry("word_template:drop", f"word_template:{template.pk}", facts)], by=by.actor, at=at)
    original = template.original
    template.delete()
    store.discard(original)
