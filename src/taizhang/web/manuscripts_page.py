"""合稿: the manuscripts of a ledger, one of them with its outline and its remarks, and what the office does to the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.accounts.models import User
from taizhang.files import store
from taizhang.ledger import snapshots
from taizhang.ledger.actions import Refused
from taizhang.ledger.models import Ledger, Snapshot
from taizhang.look.downloads import attachment
from taizhang.manuscripts import actions, policy
from taizhang.manuscripts.actions.checking import unanswered
from taizhang.manuscripts.actions.finalising import why_not_final
from taizhang.manuscripts.actions.moving import moved
from taizhang.manuscripts.bound import pieces, value
from taizhang.manuscripts.composing import kinds, outline, paper
from taizhang.manuscripts.models import Manuscript, Noted, Part, TypedNumber
from taizhang.reports.word import docx
from taizhang.web.access import ledger_or_404, person
from taizhang.web.word_page import WORD

N_ = gettext_lazy
LISTED = 50
PARTS = 60  # of a manuscript on a page
UNPROCESSABLE = 422


class BeginForm(forms.Form):
    """Which paper is put together, and from which snapshot."""

    form = forms.ChoiceField(label=N_("文稿种类"))
    snapshot = forms.ChoiceField(label=N_("数据版本"))

    def __init__(self, ledger: Ledger, data: Any = None) -> None:
        super().__init__(data, label_suffix="", auto_id="begin-%s")
        self.snapshots = {str(one.serial): one for one in ledger.snapshots.order_by("-serial")[:LISTED]}
        named = [(serial, f"{one.serial} · {one.as_of:%Y-%m-%d}") for serial, one in self.snapshots.items()]
        cast("forms.ChoiceField", self.fields["form"]).choices = [(kind.code, _(kind.name)) for kind in kinds()]
        cast("forms.ChoiceField", self.fields["snapshot"]).choices = named


@require_http_methods(["GET", "POST"])
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger's manuscripts that the person may see; the office begins another here."""
    ledger, user = ledger_or_404(request, pk), person(request)
    form = BeginForm(ledger, request.POST or None) if policy.why_not_begin(user, ledger) is None else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            chosen, snapshot = form.cleaned_data["form"], form.snapshots[form.cleaned_data["snapshot"]]
            begun = actions.begin_manuscript(ledger=ledger, snapshot=snapshot, form=chosen, by=user, at=timezone.now())
        except (ValidationError, snapshots.Damaged) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else _("这个数据版本与生成时不符，不能使用。"))
        else:
            return redirect("manuscript", pk=pk, serial=begun.serial)
    found = policy.visible_manuscripts(user, ledger).order_by("-serial")[:LISTED]
    context = {"ledger": ledger, "manuscripts": found, "form": form, "names": {kind.code: kind.name for kind in kinds()}}
    return render(request, "web/manuscript/list.html", context, status=UNPROCESSABLE if form and form.errors else 200)


@require_safe
def page(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """One manuscript: outline, text, and in the margin what was remarked; of a unit's contact only his parts."""
    manuscript, user = manuscript_or_404(request, pk, serial), person(request)
    seen = list(policy.visible_parts(user, manuscript))
    named = _outline(manuscript, seen, policy.sees_all(user, manuscript.ledger))
    place = request.GET.get("page", "1")
    at = max(1, int(place)) if place.isdecimal() and len(place) < 6 else 1
    shown = named[(at - 1) * PARTS : at * PARTS]
    office = policy.why_not_edit(user, manuscript) is None
    context = {
        "manuscript": manuscript,
        "ledger": manuscript.ledger,
        "outline": [(part, number, n // PARTS + 1) for n, (part, number) in enumerate(named)],
        "rows": _rows(user, manuscript, shown),
        "whole": [_note(user, one) for one in manuscript.remarks.filter(part=None)] if office else [],
        "at": at,
        "pages": -(-len(named) // PARTS),
        "office": office,
        "why": why_not_final(user, manuscript, seen) if office else None,
        "open_remarks": len(unanswered(list(manuscript.remarks.all()))) if office and manuscript.checked else None,
        "typed": list(_typed(manuscript)) if policy.sees_all(user, manuscript.ledger) else [],
        "newer": manuscript.ledger.snapshots.filter(serial__gt=manuscript.snapshot.serial).first() if office else None,
        "sees_all": policy.sees_all(user, manuscript.ledger),
    }
    return render(request, "web/manuscript/page.html", context)


def _outline(manuscript: Manuscript, seen: Sequence[Part], whole: bool) -> list[tuple[Part, str]]:
    """The parts that are seen with their official numbers, which all parts count for."""
    if whole:
        return outline(seen, manuscript)
    numbers = {part.pk: number for part, number in outline(list(manuscript.parts.order_by("position")), manuscript)}
    return [(part, numbers[part.pk]) for part in seen]


def _rows(user: User, manuscript: Manuscript, shown: Sequence[tuple[Part, str]]) -> list[dict[str, Any]]:
    """Each part as the page shows it, with the remarks that stand in it."""
    told = manuscript.numbers
    notes: defaultdict[int, list[Noted]] = defaultdict(list)
    for one in Noted.objects.filter(part__in=[part.pk for part, _number in shown]).order_by("position"):
        notes[one.part_id or 0].append(one)
    rows = []
    for part, number in shown:
        part.manuscript = manuscript
        may = policy.why_not_amend(user, part) is None
        rows.append(
            {
                "part": part,
                "number": number,
                "heading": list(pieces(part.heading, told)),
                "run_on": list(pieces(part.run_on, told)),
                "lines": [list(pieces(line, told)) for line in part.text.split("\n") if line.strip()],
                "notes": [{"remark": one, "says": _says(one), "may": may} for one in notes[part.pk]],
                "may": may,
            }
        )
    return rows


def _note(user: User, one: Noted) -> dict[str, Any]:
    return {"remark": one, "says": _says(one), "may": policy.why_not_edit(user, one.manuscript) is None}


def _says(one: Noted) -> str:
    return (one.english if get_language() == "en" else "") or one.message


def _typed(manuscript: Manuscript) -> Iterator[dict[str, Any]]:
    """The numbers that were written by hand, each with what the snapshot has."""
    told = manuscript.numbers
    for one in TypedNumber.objects.filter(part__manuscript=manuscript).select_related("part").order_by("part__position", "pk"):
        yield {"typed": one, "value": value(one.field, told), "part": one.part}


@require_POST
def check(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """Check the manuscript as it stands."""
    manuscript = manuscript_or_404(request, pk, serial)
    return _done(request, manuscript, lambda by: actions.check_manuscript(manuscript=manuscript, **by), _("校核完毕。"))


@require_POST
def finalise(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """Make it final."""
    manuscript, seen = manuscript_or_404(request, pk, serial), "typed_confirmed" in request.POST
    return _done(
        request,
        manuscript,
        lambda by: actions.finalise_manuscript(manuscript=manuscript, typed_confirmed=seen, **by),
        _("已定稿，可以下载 Word。"),
    )


@require_POST
def withdraw(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """Give it up."""
    manuscript, why = manuscript_or_404(request, pk, serial), request.POST.get("reason", "")
    return _done(request, manuscript, lambda by: actions.withdraw_manuscript(manuscript=manuscript, reason=why, **by))


@require_POST
def answer(request: HttpRequest, pk: int, serial: int, position: int) -> HttpResponse:
    """Leave what a remark is on as it is, with the reason; or take the reason back."""
    manuscript = manuscript_or_404(request, pk, serial)
    remark = get_object_or_404(manuscript.remarks.select_related("part"), position=position)
    remark.manuscript = manuscript
    if "take_back" in request.POST:
        return _done(request, manuscript, lambda by: actions.take_back_answer(remark=remark, **by), at=f"#r{position}")
    why = request.POST.get("reason", "")
    return _done(request, manuscript, lambda by: actions.answer_remark(remark=remark, reason=why, **by), at=f"#r{position}")


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """What changes when it moves to another snapshot; and moving it."""
    manuscript, user = manuscript_or_404(request, pk, serial), person(request)
    if policy.why_not_edit(user, manuscript):
        raise Http404
    snapshot = _wanted(request, manuscript)
    if request.method == "POST":
        taken = [int(part) for part in request.POST.getlist("take") if part.isdecimal()]
        return _done(
            request,
            manuscript,
            lambda by: actions.move_manuscript(manuscript=manuscript, snapshot=snapshot, taken=taken, **by),
            _("已改用数据版本 %(n)d，请重新校核。") % {"n": snapshot.serial},
        )
    try:
        told = moved(manuscript, snapshot)
    except snapshots.Damaged as error:
        return render(request, "web/snapshot/damaged.html", {"ledger": manuscript.ledger, "snapshot": error}, status=500)
    context = {"manuscript": manuscript, "ledger": manuscript.ledger, "snapshot": snapshot, "moved": told}
    return render(request, "web/manuscript/move.html", context)


def _wanted(request: HttpRequest, manuscript: Manuscript) -> Snapshot:
    wanted = (request.POST if request.method == "POST" else request.GET).get("to", "")
    if not (wanted.isdecimal() and len(wanted) < 9):
        raise Http404
    return get_object_or_404(Snapshot.objects.filter(ledger=manuscript.ledger), serial=int(wanted))


@require_safe
def word(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """The Word file: the final one as it was kept, else as the manuscript stands."""
    manuscript = manuscript_or_404(request, pk, serial)
    if not policy.sees_all(person(request), manuscript.ledger):
        raise Http404
    if manuscript.final:
        data = store.fetch(manuscript.final)
    else:
        data = docx(paper(manuscript, list(manuscript.parts.order_by("position"))))
    name = f"{manuscript}{'' if manuscript.final else '（稿）'}.docx"
    return attachment(data, name, "manuscript.docx", WORD)


def manuscript_or_404(request: HttpRequest, pk: int, serial: int) -> Manuscript:
    """The ledger's manuscript, if the person may see any of it."""
    ledger = ledger_or_404(request, pk)
    found = policy.visible_manuscripts(person(request), ledger).select_related("snapshot", "final")
    manuscript = get_object_or_404(found, serial=serial)
    manuscript.ledger = ledger
    return manuscript


def _done(
    request: HttpRequest, manuscript: Manuscript, act: Callable[[dict[str, Any]], object], told: str = "", at: str = ""
) -> HttpResponse:
    """Do it and go back to the manuscript; what was refused is said there."""
    try:
        act({"by": person(request), "at": timezone.now()})
    except (Refused, ValidationError, snapshots.Damaged) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
    else:
        if told:
            messages.success(request, told)
    response = redirect("manuscript", pk=manuscript.ledger_id, serial=manuscript.serial)
    response["Location"] += at
    return response
