"""Whose turn it is with a finding, and to do what: the next step that the table of states leaves open."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.ledger.models import Finding, Measure
from taizhang.ledger.states import OPEN_FINDINGS, MeasureState

IN_HAND = (MeasureState.UNDER_WAY, MeasureState.STAGE_DONE)


def whose_turn(finding: Finding, measures: Sequence[Measure]) -> str:
    """``整改办：明确牵头单位`` – who is to move next and how; empty when nothing is left to do."""
    if finding.state not in OPEN_FINDINGS:
        return ""
    if not finding.lead_unit_id and not (measures and all(measure.lead_unit_id for measure in measures)):
        return _("整改办：明确牵头单位")
    if not finding.deadline and not (measures and all(measure.deadline or measure.long_term for measure in measures)):
        return _("整改办：确定整改时限")
    drafted = sum(measure.state == MeasureState.DRAFTED for measure in measures)
    if drafted:
        return ngettext("整改办：下达 %(n)d 条措施", "整改办：下达 %(n)d 条措施", drafted) % {"n": drafted}
    units = dict.fromkeys(measure.responsible.lead_unit_name for measure in measures if measure.state in IN_HAND)
    named = _("、").join(name for name in units if name)
    return _("%(units)s：推进措施，报进展") % {"units": named} if named else ""
