"""Forms of several rows that are edited together: those there are, and a few empty ones. An emptied row is taken out."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from taizhang.web.acts.forms import ActForm

EMPTY_ROWS = 3


class RowsForm(ActForm):
    """``columns`` are the fields of a row by name; ``needed`` is the one without which a row is empty."""

    columns: dict[str, forms.Field] = {}
    needed = ""

    def held(self) -> Sequence[dict[str, Any]]:
        """The rows there are."""
        return []

    def prepare(self) -> None:
        """Fields ``r<n>_<column>`` for every row: as many as were sent, else as there are and some empty ones."""
        held = list(self.held())
        sent = [int(key[1:].partition("_")[0]) for key in self.data if key[:1] == "r" and key[1:].partition("_")[0].isdecimal()]
        self.count = min(max(sent) + 1 if sent else len(held) + EMPTY_ROWS, 60)
        for n in range(self.count):
            row = held[n] if n < len(held) else {}
            for name, field in self.columns.items():
                self.fields[f"r{n}_{name}"] = own = deepcopy(field)
                own.initial = row.get(name, field.initial)

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields, row by row."""
        return [[self[f"r{n}_{name}"] for name in self.columns] for n in range(self.count)]

    def clean(self) -> dict[str, Any]:
        """A row that has anything must have what it needs."""
        data: dict[str, Any] = super().clean() or {}
        for n in range(self.count):
            row = {name: data.get(f"r{n}_{name}") for name in self.columns}
            if not row[self.needed] and any(
                row[name] for name in self.columns if not self.columns[name].initial and name != "pk"
            ):
                self.add_error(f"r{n}_{self.needed}", _("请填写这一项，或清空整行。"))
        return data

    def filled(self) -> list[dict[str, Any]]:
        """The rows that are not empty."""
        rows = [{name: self.cleaned_data.get(f"r{n}_{name}") for name in self.columns} for n in range(self.count)]
        return [row for row in rows if row[self.needed]]
