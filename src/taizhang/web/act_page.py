"""Doing something to findings or measures: a dialog says what would be done and what not, and why; posted, it is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
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
from taizhang.ledger.models import Finding, Ledger, Measure, Plan, PlanChange
from taizhang.web.access import ledger_or_404, person
from taizhang.web.acts import ACTS, Act
from taizhang.web.acts.forms import ActForm, SignedForm
from taizhang.web.acts.offers import PLURAL

REASONS_SHOWN = 20
KINDS = {plural: of for of, plural in PLURAL.items()}
UNPROCESSABLE = 422
GATHERED: dict[str, tuple[type[Model], Callable[[Any], Any]]] = {
    "finding": (Finding, gathered_findings),
    "measure": (Measure, gathered_measures),
    "plan": (Plan, gathered_plans),
    "plan_change": (PlanChange, gathered_changes),
}
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
    """One act asked for: on which things the person may do it, and how it goes.

    The dialog asks the policy beforehand. What is posted is not asked twice: the action does that, once it holds the rows.
    """

    def __init__(self, request: HttpRequest, ledger: Ledger, chosen: Act, picked: list[Subject]) -> None:
        self.request, self.ledger, self.act, self.picked = request, ledger, chosen, picked
        self.user = person(request)

    @cached_property
    def seen(self) -> list[Subject]:
        """What was picked, with all that the policy looks at."""
        return _gathered(self.act.of, self.picked)

    @cached_property
    def himself(self) -> list[Subject]:
        """What the person may do it to himself."""
        return [s for s in self.seen if policy.why_not(self.user, self.act.action, s) is None]

    @cached_property
    def on_paper(self) -> list[Subject]:
        """What he may register it of, signed by others on paper."""
        if not self.act.move.signed:
            return []
        return [s for s in self.seen if policy.why_not(self.user, self.act.action, s, on_paper=True) is None]

    @cached_property
    def ready(self) -> list[Subject]:
        """What it can be done to, one way or the other."""
        ready = {s.pk for s in (*self.himself, *self.on_paper)}
        return [s for s in self.seen if s.pk in ready]

    @cached_property
    def refused(self) -> list[tuple[Subject, str]]:
        """The others, each with the reason."""
        ready = {s.pk for s in self.ready}
        return [(s, policy.why_not(self.user, self.act.action, s) or "") for s in self.seen if s.pk not in ready]

    def form(self, *, bound: bool = False) -> ActForm:
        """The act's form for what is ready."""
        if bound:
            return self.act.form(self.picked, self.user, self.request.POST, self.request.FILES)
        form = self.act.form(self.ready or self.picked, self.user)
        form.pointed_at(self.request.GET)
        return form

    def dialog(self, form: ActForm, *, problem: str = "") -> HttpResponse:
        """What would be done, and what not."""
        wrong = bool(problem or form.errors)
        if isinstance(form, SignedForm):
            form.offer(himself=bool(self.himself), on_paper=bool(self.on_paper))
        context = {
            "act": self.act,
            "word": self._word,
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

    @property
    def _word(self) -> str:
        """What the act is called in this ledger."""
        return policy.word_of(self.act.move, self.ledger)

    def _question(self) -> str:
        word, n = self._word, len(self.ready)
        if not n:
            return _("没有可以“%(word)s”的事项。") % {"word": word}
        if len(self.picked) == 1:
            return str(self.ready[0])
        return ngettext("将“%(word)s” %(n)d 项。", "将“%(word)s” %(n)d 项。", n) % {"word": word, "n": n}

    def done(self) -> HttpResponse:
        """Do it, and tell what was refused; where that is everything, the dialog says why."""
        form = self.form(bound=True)
        if not form.is_valid():
            return self.dialog(form)
        at = timezone.now()
        self._as_seen()
        try:
            outcome = self.act.run(self.picked, form.told(at), self.user, at)
        except ValidationError as error:
            return self.dialog(form, problem=" ".join(error.messages))
        except Conflict as error:
            self.picked[0].version = error.row.version  # who sends it again has been told
            return self.dialog(form, problem=str(error))
        except Refused as error:
            return self.dialog(form, problem=str(error))
        if isinstance(outcome, Outcome) and not outcome.done:
            return self.dialog(form, problem=outcome.refused[0][1] if len(outcome.refused) == 1 else self._question())
        return self._told(outcome)

    def _as_seen(self) -> None:
        """A single thing is changed as the person saw it: the version that its dialog showed, not the one there is now."""
        version = self.request.POST.get("version", "")
        if self.act.single and self.act.of in ("finding", "measure") and version.isdecimal():
            self.picked[0].version = int(version)

    def _told(self, outcome: object) -> HttpResponse:
        refused = outcome.refused if isinstance(outcome, Outcome) else []
        context = {"said": self._said(len(self.picked) - len(refused)), "refused": refused[:REASONS_SHOWN], "act": self.act}
        return render(self.request, "web/act/done.html", context)

    def _said(self, n: int) -> str:
        facts = {"word": self._word, "n": n}
        return ngettext("已办理“%(word)s” %(n)d 项。", "已办理“%(word)s” %(n)d 项。", n) % facts


def chosen_for_a_form(act: Act) -> bool:
    """Whether the act's decision can be signed once for many on a printed form."""
    return act.action in ON_A_FORM.get(act.of, ())


def _picked(request: HttpRequest, ledger: Ledger, chosen: Act) -> list[Any]:
    """What was picked, of the kind that the act is for; a finding that was picked stands for its measures too."""
    sent = request.POST if request.method == "POST" else request.GET
    user = person(request)
    findings = ledger.findings.filter(serial__in=_numbers(sent, "finding"))
    if chosen.of == "plan":
        rows: QuerySet[Any] = ledger.plans.filter(version__in=_numbers(sent, "plan"))
    elif chosen.of == "plan_change":
        seen = policy.visible_findings(user, ledger)
        rows = ledger.plan_changes.filter(finding__in=seen, serial__in=_numbers(sent, "plan_change")).order_by("serial")
    elif chosen.of == "finding":
        rows = policy.visible_of(user, ledger, findings).select_related("lead_unit").order_by("position")
    else:
        own = set(ledger.measures.filter(serial__in=_numbers(sent, "measure")).order_by().values_list("pk", flat=True))
        under = Measure.objects.filter(finding__in=findings.order_by(), state__in=chosen.move.sources).order_by()
        measures = Measure.objects.filter(pk__in=own | set(under.values_list("pk", flat=True)))
        rows = policy.visible_of(user, ledger, measures).select_related("finding__lead_unit", "lead_unit").order_by("serial")
    return [_of(ledger, row) for row in rows]


def _of(ledger: Ledger, row: Any) -> Any:
    """``row``, knowing the ledger that is read already."""
    row.ledger = ledger
    return row


def _gathered(of: str, picked: list[Any]) -> list[Any]:
    """``picked`` read again with all that hangs on it, in the same order."""
    model, gathered = GATHERED[of]
    rows = gathered(model._default_manager.all()).in_bulk([row.pk for row in picked])
    return [rows[row.pk] for row in picked]


def _numbers(sent: QueryDict, name: str) -> list[int]:
    return [int(value) for value in sent.getlist(name) if value.isdecimal()][:1000]
