"""Icons in templates: ``{% icon_sprite %}`` once a page, ``{% icon "upload" %}`` where one is wanted."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from taizhang.look.icons import names, sprite

register = template.Library()


@register.simple_tag
def icon_sprite() -> SafeString:
    """The symbols that every icon on the page refers to."""
    return sprite()


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon beside a word; it is hidden from screen readers because the word says it. Raises ValueError for an unknown name."""
    if name not in names():
        raise ValueError(f"No icon is called {name!r}.")
    return format_html('<svg class="icon" width="16" height="16" aria-hidden="true"><use href="#i-{}"></use></svg>', name)
