"""账本校验: the head of a ledger's log to keep elsewhere, whether an older one is still contained, and proofs to take along."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.accounts.policy import Refused
from taizhang.journal.containing import ask
from taizhang.journal.head import Head, Typed
from taizhang.journal.models import Log
from taizhang.journal.proof import written
from taizhang.journal.proving import Unproven, contained, prove
from taizhang.ledger import history, policy
from taizhang.ledger.models import Ledger
from taizhang.look.downloads import attachment
from taizhang.notices.actions import copy_heads
from taizhang.notices.channels import mail
from taizhang.notices.models import HeadCopies
from taizhang.web.access import finding_or_404, ledger_or_404, person

UNPROCESSABLE = 422
JSON = "application/json; charset=utf-8"


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The head as it stands; an older one that was typed is answered with yes or no."""
    ledger = ledger_or_404(request, pk)
    typed = request.GET.get("head", "").strip()
    return _page(request, ledger, typed=typed, **(_answer(ledger, typed) if typed else {}))


def _answer(ledger: Ledger, typed: str) -> dict[str, Any]:
    try:
        return {"answer": ask(_log(ledger), Typed.parse(typed))}
    except ValueError:
        return {"wrong": _("请照纸上或邮件里的写：共多少条，校验码 40 位。")}


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Say to which addresses outside the head is copied."""
    ledger = ledger_or_404(request, pk)
    said = request.POST.get("addresses", "")
    try:
        copy_heads(ledger=ledger, addresses=said.splitlines(), by=person(request), at=timezone.now())
    except (Refused, ValidationError) as error:
        why = error.messages[0] if isinstance(error, ValidationError) else str(error)
        return _page(request, ledger, addresses=said, refused=why)
    messages.success(request, _("已保存。"))
    return redirect("ledger_head", pk=pk)


def _page(request: HttpRequest, ledger: Ledger, **more: Any) -> HttpResponse:
    log = _log(ledger)
    copies = HeadCopies.objects.filter(ledger=ledger).first()
    context = {
        "ledger": ledger,
        "head": Head(log.size, log.root),
        "addresses": copies.addresses if copies else "",
        "copied": copies,
        "why_not_copy": policy.why_not_arrange(person(request), ledger),
        "mail_is_sent": mail.is_set_up(),
    }
    return render(request, "web/proof/page.html", context | more, status=UNPROCESSABLE if "refused" in more else 200)


@require_safe
def of_event(request: HttpRequest, pk: int, serial: int, seq: int) -> HttpResponse:
    """The proof of one event out of a finding's timeline, for whoever may see the finding."""
    finding = finding_or_404(request, pk, serial)
    if not history.is_of(finding, finding.measures.all(), seq):
        raise Http404
    name = _("%(ledger)s 第%(n)d条 证明") % {"ledger": finding.ledger.title, "n": seq + 1}
    return _taken_along(request, finding.ledger, name, seq=seq)


@require_safe
def since(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof that the log has only grown since an older head, which was typed."""
    ledger = ledger_or_404(request, pk)
    try:
        older = contained(_log(ledger), Typed.parse(request.GET.get("head", "")))
    except ValueError as error:
        raise BadRequest("no head") from error
    if older is None:
        raise Http404
    name = _("%(ledger)s 自第%(n)d条以来 证明") % {"ledger": ledger.title, "n": older.size}
    return _taken_along(request, ledger, name, older=older)


@require_safe
def heads(request: HttpRequest, pk: int) -> HttpResponse:
    """The head in a file, as ``taizhang heads`` prints it."""
    ledger = ledger_or_404(request, pk)
    log = _log(ledger)
    line = f"{log.key} {Head(log.size, log.root)}\n"
    name = _("%(ledger)s 校验码") % {"ledger": ledger.title}
    return attachment(line.encode(), f"{name}.txt", "heads.txt", "text/plain; charset=utf-8")


def _log(ledger: Ledger) -> Log:
    return get_object_or_404(Log, key=ledger.log_key)


def _taken_along(request: HttpRequest, ledger: Ledger, name: str, **what: Any) -> HttpResponse:
    try:
        proof = prove(_log(ledger), **what)
    except Unproven:
        messages.error(request, _("办理记录被改动过，写不出证明。请保留现场，并请管理员运行 taizhang verify 查明。"))
        return redirect("ledger_head", pk=ledger.pk)
    return attachment(written(proof).encode(), f"{name}.json", "proof.json", JSON)
