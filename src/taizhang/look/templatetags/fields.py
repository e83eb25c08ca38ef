"""Form controls in the look: ``{% control form.title %}`` draws the widget, tied to its error and hint."""

from __future__ import annotations

from django import template
from django.forms import BoundField, Select
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def control(field: BoundField, focus: object = None) -> SafeString:
    """The widget of ``field`` with the look's class; when it is wrong, screen readers are told so and where it says why."""
    attrs: dict[str, str | bool] = {"class": "select" if isinstance(field.field.widget, Select) else "input"}
    if field.errors:
        attrs |= {"aria-invalid": "true", "aria-describedby": f"{field.id_for_label}-wrong"}
    if focus or field.errors:
        attrs["autofocus"] = True
    field.field.widget.attrs.pop("placeholder", None)
    return field.as_widget(attrs=attrs)
