"""清单和图: every list of a ledger as Excel or as a page, and how the work comes along as pictures."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import override
from django.views.decorators.http import require_safe

from taizhang.ledger import completion, policy
from taizhang.ledger.models import Ledger
from taizhang.look.downloads import attachment
from taizhang.reports import charts, workbook
from taizhang.reports.drawing import Drawing, svg
from taizhang.reports.listed import Listed
from taizhang.reports.official import Figure, Official, Text, spoken
from taizhang.reports.page import page as as_page
from taizhang.reports.word import docx
from taizhang.web.access import ledger_or_404, person
from taizhang.web.export_page import XLSX, download, plain
from taizhang.web.ledger_lists import LISTS
from taizhang.web.word_page import WORD

SVG = "image/svg+xml"
SHEET = "清单"


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What there is."""
    ledger, user = ledger_or_404(request, pk), person(request)
    drawn = _drawings(request, ledger)
    context = {
        "ledger": ledger,
        "lists": [one for one in LISTS if one.open_to(user, ledger)],
        "drawn": [(name, one, mark_safe(svg(one))) for name, one in drawn.items()],  # nosec B308, B703 - made here, escaped
    }
    return render(request, "web/lists/page.html", context)


@require_safe
def fetch(request: HttpRequest, pk: int, name: str, kind: str) -> HttpResponseBase:
    """One list, as ``xlsx`` or ``html``."""
    ledger, user = ledger_or_404(request, pk), person(request)
    wanted = next((one for one in LISTS if one.name == name and one.open_to(user, ledger)), None)
    if wanted is None or kind not in ("xlsx", "html"):
        raise Http404
    with override("zh-hans"):  # a paper is written in Chinese, whatever language its reader chose for the screen
        made = wanted.make(user, ledger, kind == "html")
        return as_file(made, f"{plain(made.title)}-{timezone.localdate().isoformat()}", kind)


def as_file(made: Listed, called: str, kind: str) -> HttpResponseBase:
    """A list as a workbook or as a page. It is no list that comes back filled in."""
    made = replace(made, stamp="", name=SHEET)
    if kind == "html":
        return attachment(as_page(made).encode(), f"{called}.html", "list.html", "text/html; charset=utf-8")
    return download(lambda target: workbook.write(made, target), f"{called}.xlsx", XLSX)


@require_safe
def chart(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One picture by itself."""
    ledger = ledger_or_404(request, pk)
    drawing = _drawings(request, ledger).get(name)
    if drawing is None:
        raise Http404
    return attachment(svg(drawing).encode(), f"{plain(ledger.title)}-{drawing.title}.svg", f"{name}.svg", SVG)


@require_safe
def in_word(request: HttpRequest, pk: int) -> HttpResponse:
    """All pictures in a Word document."""
    ledger = ledger_or_404(request, pk)
    drawn = _drawings(request, ledger)
    if not drawn:
        raise Http404
    blocks = tuple(block for one in drawn.values() for block in (Text(f"{one.title}："), Figure(one), Text(one.told)))
    today = spoken(timezone.localdate())
    paper = Official(f"{ledger.body.name}整改进度图", (Text(f"{ledger.title}，截至{today}。"), *blocks))
    return attachment(docx(paper), f"{plain(ledger.title)}-进度图.docx", "charts.docx", WORD)


def _drawings(request: HttpRequest, ledger: Ledger) -> dict[str, Drawing]:
    """The pictures by name; they tell of the whole ledger, so only who sees all of it has them."""
    if not policy.relations(person(request), ledger) & policy.SEE_ALL:
        return {}
    with override("zh-hans"):
        today = timezone.localdate()
        return {
            "progress": charts.over_time(ledger.profile.words.measure, completion.over_time(ledger, today)),
            "units": charts.by_unit(ledger.profile.words.measure, completion.by_unit(ledger)),
        }
