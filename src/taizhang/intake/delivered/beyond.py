"""What a table brings that is hardly meant by who filled it in: whoever brings it may do it, but it is not chosen unasked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from taizhang.accounts.models import Unit
from taizhang.intake.delivered.item import Item
from taizhang.ledger import policy
from taizhang.ledger.lines import Line
from taizhang.ledger.list_columns import Changeable
from taizhang.ledger.models import Finding, Ledger, Measure
from taizhang.ledger.stand_in import contact_of


class Beyond:
    """Holds items against what the contact of ``unit`` may do in ``ledger``."""

    def __init__(self, unit: Unit, ledger: Ledger) -> None:
        contact = contact_of(unit)
        self._unit, self._may = unit.name, Changeable(contact, ledger)
        self._why_not_finding = policy.why_not_add_finding(contact, ledger)

    def marked(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, those beyond the unit with a word of warning."""
        why = _("这一项不该由“%(unit)s”来改（或填），确要采用才勾选。") % {"unit": self._unit}
        for item in items:
            beyond = item.choosable and item.sure and self._is_beyond(item)
            yield replace(item, sure=False, why=why) if beyond else item

    def _is_beyond(self, item: Item) -> bool:
        subject = item.subject
        if subject is None:
            return self._why_not_finding is not None
        line = Line(subject.finding, subject) if isinstance(subject, Measure) else Line(subject, None)
        return any(self._may.why_not(verb, line, subject) for verb in _verbs(item, subject))


def settled(items: Iterable[Item]) -> Iterator[Item]:
    """The items of a table that nobody knows the origin of: people answer by it, and who is to answer by when is settled."""
    why = _("这份表不是从台账导出的，责任和时限的改动请核对后再勾选。")
    for item in items:
        unasked = item.choosable and item.sure and item.verb in ("assign", "set_deadline")
        yield replace(item, sure=False, why=why) if unasked else item


def _verbs(item: Item, subject: Finding | Measure) -> list[str]:
    """What the item takes: a new measure that says who answers takes that, too, of its finding."""
    charge = item.facts.get("charge")
    return [item.verb, *(charge.verbs if charge and isinstance(subject, Finding) else ())]
