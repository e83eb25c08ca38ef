"""Asking about lead units that a paper names and nobody knows: a choice for each, taken along with adopting or laying."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict

from taizhang.accounts.models import Unit
from taizhang.intake.naming import unmatched, why_not_create
from taizhang.sheet import Sheet
from taizhang.web.access import person
from taizhang.web.unit_tree import forest


def questions(request: HttpRequest, sheet: Sheet, body: Unit | None) -> dict[str, Any]:
    """The context of ``web/intake/units.html``: each unknown name, what it could mean, what was chosen."""
    asked = unmatched(sheet, body) if body else []
    if body is None or not asked:
        return {"unit_questions": []}
    said = answers(request.POST)
    branch = forest(Unit.objects.filter(path__startswith=body.path))
    return {
        "unit_questions": [{"about": one, "said": said.get(one.name, "")} for one in asked],
        "unit_choices": [(str(unit.pk), "　" * depth + unit.name) for top in branch for depth, unit in top.walk()],
        "unit_why_not_new": why_not_create(person(request)),
        "unit_body": body,
    }


def answers(data: QueryDict) -> dict[str, str]:
    """What was chosen for each name (``naming.settle``)."""
    return dict(zip(data.getlist("unit"), data.getlist("unit_for"), strict=False))
