"""States in templates: a word with a shape and a colour. The word comes with the thing; the shape is chosen here."""

from __future__ import annotations

from typing import Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

# Class names of .mark in taizhang.css: hollow (none), open ●, part ◒, half ◐, done ✔, ended –
SHAPES = {
    "awaiting_plan": "",
    "drafted": "",
    "not_started": "",
    "under_way": "open",
    "stage_done": "part",
    "basically_done": "part",
    "awaiting_decision": "half",
    "awaiting_verification": "half",
    "awaiting_review": "half",
    "on_notice": "half",
    "closed": "done",
    "done": "done",
    "transferred": "ended",
    "conceded": "ended",
    "ended": "ended",
    "in_review": "half",
    "approved": "done",
    "withdrawn": "ended",
    "with_leader": "half",
    "with_office": "half",
    "with_bodies": "half",
    "agreed": "done",
    "refused": "back",
}


class Stateful(Protocol):
    """A finding or a measure, as far as its state goes."""

    state: str

    @property
    def state_word(self) -> str:
        """The state in the field's words."""


@register.simple_tag
def state_mark(thing: Stateful) -> SafeString:
    """``● 整改中`` for a finding or measure."""
    return mark(thing.state, thing.state_word)


@register.simple_tag
def mark(state: str, word: str) -> SafeString:
    """The mark of ``state`` beside ``word``, which is translated here. Raises KeyError for a state without a shape."""
    return format_html('<span class="mark {}">{}</span>', SHAPES[state], _(word))
