"""The way to a measure's deadline from the screen: its milestones, set by hand or backwards from the deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.ledger import actions
from taizhang.ledger.milestones import Step, back_schedule
from taizhang.ledger.models import Measure
from taizhang.ledger.working_days import calendar
from taizhang.web.acts.act import Act, first, one
from taizhang.web.acts.forms import day, today
from taizhang.web.acts.rows import RowsForm
from taizhang.workdays import YearMissing

N_ = gettext_lazy
USUAL = (N_("制定工作安排"), N_("组织实施"), N_("检查完善"), N_("报完成"))


class MilestonesForm(RowsForm):
    """The steps. Where none stand yet, the usual ones are proposed, back from the deadline."""

    needed = "what"
    columns = {
        "what": forms.CharField(label=N_("节点"), max_length=200, required=False),
        "due": day(N_("完成时限"), required=False),
        "done_on": day(N_("实际完成"), required=False),
    }

    def held(self) -> Sequence[dict[str, Any]]:
        """The steps there are, else those proposed."""
        measure: Measure = first(self.subjects)
        steps = list(measure.milestones.all()) or self._proposed(measure)
        return [{name: getattr(step, name) for name in self.columns} for step in steps]

    @staticmethod
    def _proposed(measure: Measure) -> list[Step]:
        if not measure.due.deadline:
            return []
        try:
            return back_schedule(today(), measure.due.deadline, [str(word) for word in USUAL], calendar())
        except (ValidationError, YearMissing):  # too near, or beyond the year files: then they are set by hand
            return []

    def clean(self) -> dict[str, Any]:
        """Every step has its day."""
        data = super().clean()
        for n in range(self.count):
            if data.get(f"r{n}_what") and not data.get(f"r{n}_due") and f"r{n}_due" not in self.errors:
                self.add_error(f"r{n}_due", _("请填写日期。"))
        return data

    def told(self, at: datetime) -> dict[str, Any]:
        """The steps as wanted."""
        return {"steps": [Step(row["what"], row["due"], row["done_on"]) for row in self.filled()]}


ACTS = (
    Act(
        "measure",
        "set_milestones",
        one(actions.set_milestones, "measure", versioned=True),
        MilestonesForm,
        single=True,
        wide=True,
    ),
)
