"""Doing something to findings or measures: a dialog says what would be done and what not, and why; posted, it is done."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django_htmx.http import reswap, retarget

from taizhang.ledger import policy
from taizhang.ledger.actions import Conflict, Outcome, Refused
from taizhang.ledger.approval import ON_A_FORM
from taizhang.ledger.gathering import gathered_changes, gathered_findings, gathered_measures, gathered_plans
from taizhang.ledger.models import Finding, Ledger, Measure
from taizhang.web.access import ledger_or_404, person
from taizhang.web.acts import ACTS, Act
from taizhang.web.acts.forms import ActForm, SignedForm

REASONS_SHOWN = 20
KINDS = {"findings": "finding", "measures": "measure", "plans": "plan", "changes": "plan_change"}
UNPROCESSABLE = 422
Subject = Finding | Measure


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, pk: int, kind: str, action: str) -> HttpResponse:
    """The dialog of one act on what was picked; posted, it is done, and what was refused is told with the reason."""
    chosen = ACTS.get((KINDS.get(kind, ""), action))
    if chosen is None:
        raise Http404
    ledger = ledger_or_404(request, pk)
    picked = _picked(request, ledger, chosen)
    if not picked or (chosen.single and len(picked) > 1):
        raise Http404
    asked = Asked(request, ledger, chosen, picked)
    return asked.done() if request.method == "POST" else asked.dialog(asked.form())


class Asked:
    """One act asked for: on which things the person may do it, and how it goes."""

    def __init__(self, request: HttpRequest, ledger: Ledger, chosen: Act, picked: list[Subject]) -> None:
        self.request, self.ledger, self.act, self.picked = request, ledger, chosen, picked
        self.user = person(request)
        self.himself = [s for s in picked if policy.why_not(self.user, chosen.action, s) is None]
        self.on_paper = self._on_paper()
        ready = {s.pk for s in (*self.himself, *self.on_paper)}
        self.ready = [s for s in picked if s.pk in ready]
        self.refused = [(s, policy.why_not(self.user, chosen.action, s) or "") for s in picked if s.pk not in ready]

    def _on_paper(self) -> list[Subject]:
        if not self.act.move.signed:
            return []
        return [s for s in self.picked if policy.why_not(self.user, self.act.action, s, on_paper=True) is None]

    def form(self, *, bound: bool = False) -> ActForm:
        """The act's form for what is ready."""
        sent = (self.request.POST, self.request.FILES) if bound else ()
        form = self.act.form(self.ready or self.picked, self.user, *sent)
        if not bound:
            form.pointed_at(self.request.GET)
        if isinstance(form, SignedForm):
            form.offer(himself=bool(self.himself), on_paper=bool(self.on_paper))
        return form

    def dialog(self, form: ActForm, *, problem: str = "") -> HttpResponse:
        """What would be done, and what not."""
        wrong = bool(problem or form.errors)
        context = {
            "act": self.act,
            "ledger": self.ledger,
            "form": form,
            "picked": self.picked,
            "question": self._question(),
            "ready": self.ready,
            "refused": self.refused[:REASONS_SHOWN],
            "more": max(len(self.refused) - REASONS_SHOWN, 0),
            "problem": problem,
            "may_print": bool(self.on_paper) and chosen_for_a_form(self.act),
        }
        response = render(self.request, "web/act/dialog.html", context, status=UNPROCESSABLE if wrong else 200)
        return reswap(retarget(response, "#act"), "outerHTML") if wrong else response

    def _question(self) -> str:
        word, n = _(self.act.move.word), len(self.ready)
        if not n:
            return _("没有可以“%(word)s”的事项。") % {"word": word}
        if len(self.picked) == 1:
            return str(self.ready[0])
        return ngettext("将“%(word)s” %(n)d 项。", "将“%(word)s” %(n)d 项。", n) % {"word": word, "n": n}

    def done(self) -> HttpResponse:
        """Do it to what is ready."""
        if not self.ready:
            return self.dialog(self.form(), problem=self._question())
        form = self.form(bound=True)
        if not form.is_valid():
            return self.dialog(form)
        at = timezone.now()
        try:
            outcome = self.act.run(self.ready, form.told(at), self.user, at)
        except ValidationError as error:
            return self.dialog(form, problem=" ".join(error.messages))
        except (Refused, Conflict) as error:
            return self.dialog(form, problem=str(error))
        return self._told(outcome)

    def _told(self, outcome: object) -> HttpResponse:
        refused = [*self.refused, *(outcome.refused if isinstance(outcome, Outcome) else ())]
        context = {"said": self._said(len(self.picked) - len(refused)), "refused": refused[:REASONS_SHOWN], "act": self.act}
        return render(self.request, "web/act/done.html", context)

    def _said(self, n: int) -> str:
        facts = {"word": _(self.act.move.word), "n": n}
        return ngettext("已办理“%(word)s” %(n)d 项。", "已办理“%(word)s” %(n)d 项。", n) % facts


def chosen_for_a_form(act: Act) -> bool:
    """Whether the act's decision can be signed once for many on a printed form."""
    return act.action in ON_A_FORM.get(act.of, ())


def _picked(request: HttpRequest, ledger: Ledger, chosen: Act) -> list[Any]:
    """What was picked, of the kind that the act is for; a finding that was picked stands for its measures too."""
    sent = request.POST if request.method == "POST" else request.GET
    seen = policy.visible_findings(person(request), ledger)
    findings = _numbers(sent, "finding")
    if chosen.of == "plan":
        return list(gathered_plans(ledger.plans.filter(version__in=_numbers(sent, "plan"))))
    if chosen.of == "plan_change":
        changes = ledger.plan_changes.filter(finding__in=seen, serial__in=_numbers(sent, "plan_change"))
        return list(gathered_changes(changes).order_by("serial"))
    if chosen.of == "finding":
        return list(gathered_findings(seen.filter(serial__in=findings)).order_by("position"))
    mine = Measure.objects.filter(ledger=ledger, finding__in=seen)
    own = set(mine.filter(serial__in=_numbers(sent, "measure")).values_list("pk", flat=True))
    under = set(mine.filter(finding__serial__in=findings, state__in=chosen.move.sources).values_list("pk", flat=True))
    return list(gathered_measures(Measure.objects.filter(pk__in=own | under)).order_by("serial"))


def _numbers(sent: QueryDict, name: str) -> list[int]:
    return [int(value) for value in sent.getlist(name) if value.isdecimal()][:1000]
