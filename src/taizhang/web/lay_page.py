"""并入已有台账: each finding of a paper beside the ledger's finding it answers, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from taizhang.accounts.policy import Refused
from taizhang.intake import actions, laying
from taizhang.intake.laying import COMPARED_KINDS, LEAVE, NEW, ONTO, Beside
from taizhang.intake.models import Paper, PaperState
from taizhang.intake.policy import visible_papers
from taizhang.ledger.models import Ledger
from taizhang.ledger.policy import extendable_ledgers
from taizhang.web import unit_questions
from taizhang.web.access import person

OTHER = "other"


@dataclass(slots=True)
class Pairing:
    """One finding of the paper on the page: what stands beside it, what is chosen for it, what is wrong with that."""

    one: Beside
    choice: str | None
    other: str = ""
    wrong: str = ""

    @property
    def same(self) -> bool:
        """Whether paper and ledger say the same of it, so that nothing has to be decided."""
        return self.one.sure and not self.one.differences and self.choice in (ONTO, LEAVE)

    @property
    def meant(self) -> str:
        """The choice as ``laying.additions`` takes it."""
        if self.choice == ONTO and self.one.onto:
            return str(self.one.onto.serial)
        return self.other if self.choice == OTHER else self.choice or LEAVE


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, pk: int, ledger_pk: int) -> HttpResponse:
    """The comparison; posted, the paper is laid on the ledger as chosen."""
    user = person(request)
    paper = get_object_or_404(visible_papers(user), pk=pk)
    ledger = get_object_or_404(extendable_ledgers(user), pk=ledger_pk)
    if paper.state != PaperState.READ:
        return redirect("paper", pk=paper.pk)
    kind = paper.reading.get("document_kind")
    found = laying.beside(paper.sheet, ledger)
    if request.method == "GET":
        pairings = [Pairing(one, laying.preselected(one, kind)) for one in found]
        return _shown(request, paper, ledger, pairings)
    pairings = _chosen(request.POST, found, ledger)
    note = _lay(request, paper, ledger, pairings)
    return redirect("ledger", pk=ledger.pk) if note is None else _shown(request, paper, ledger, pairings, note)


def _chosen(data: QueryDict, found: list[Beside], ledger: Ledger) -> list[Pairing]:
    """What was said of each finding; what is wrong stands with it."""
    serials = {str(serial) for serial in ledger.findings.values_list("serial", flat=True)}
    pairings = [Pairing(one, data.get(f"f{one.place}"), data.get(f"f{one.place}-other", "").strip()) for one in found]
    for pairing in pairings:
        if pairing.choice not in (ONTO, OTHER, NEW, LEAVE):
            pairing.wrong = _("请选择怎样处理这一条。")
        elif pairing.choice == OTHER and pairing.other not in serials:
            pairing.wrong = _("请填台账里的问题序号。")
    return pairings


def _lay(request: HttpRequest, paper: Paper, ledger: Ledger, pairings: list[Pairing]) -> str | None:
    """Lay the paper; the sentence that says why not, where it was not laid."""
    wrong = sum(bool(pairing.wrong) for pairing in pairings)
    if wrong:
        return ngettext("还有%(n)d条没有选定，已在下面标出。", "还有%(n)d条没有选定，已在下面标出。", wrong) % {"n": wrong}
    version = request.POST.get("version", "")
    try:
        touched = actions.lay(
            paper=paper,
            ledger=ledger,
            choices={pairing.one.place: pairing.meant for pairing in pairings},
            version=int(version) if version.isdecimal() else 0,
            units=unit_questions.answers(request.POST),
            by=person(request),
            at=timezone.now(),
        )
    except (Refused, ValidationError, actions.Overtaken) as error:
        return error.messages[0] if isinstance(error, ValidationError) else str(error)
    messages.success(request, _told(paper, len(touched), sum(pairing.choice == NEW for pairing in pairings)))
    return None


def _told(paper: Paper, touched: int, new: int) -> str:
    """What was laid, as a sentence."""
    if not touched:
        return _("“%(name)s”的内容台账里都已有，没有改动。") % {"name": paper.name}
    facts = {"name": paper.name, "changed": touched - new, "new": new}
    return _("已并入“%(name)s”：%(changed)d个问题有补充，新增%(new)d个问题。") % facts


def _shown(request: HttpRequest, paper: Paper, ledger: Ledger, pairings: list[Pairing], note: str = "") -> HttpResponse:
    compared = paper.reading.get("document_kind") in COMPARED_KINDS
    same = [] if note else [pairing for pairing in pairings if pairing.same]
    context = {
        "paper": paper,
        "ledger": ledger,
        "compared": compared,
        "kind": paper.reading.get("document_kind"),
        "pairings": [pairing for pairing in pairings if pairing not in same],
        "same": same,
        "summary": _summary(pairings),
        "unanswered": laying.unanswered([pairing.one for pairing in pairings], ledger),
        "numbers": list(ledger.findings.order_by("position").values_list("serial", "statement")),
        "note": note,
        **unit_questions.questions(request, paper.sheet, ledger.body),
    }
    return render(request, "web/intake/lay.html", context, status=422 if note else 200)


def _summary(pairings: list[Pairing]) -> dict[str, Any]:
    """How many findings the paper has, and how sure their places in the ledger are."""
    matched = [pairing.one for pairing in pairings if pairing.one.onto]
    return {
        "all": len(pairings),
        "sure": sum(one.sure for one in matched),
        "likely": sum(not one.sure for one in matched),
        "new": len(pairings) - len(matched),
        "differing": sum(bool(one.differences) for one in matched),
    }
