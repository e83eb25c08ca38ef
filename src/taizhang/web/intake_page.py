"""导入: the papers brought in so far, and bringing in another."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from taizhang.accounts.roles import Role
from taizhang.intake import actions, policy, tasks
from taizhang.intake.models import Paper
from taizhang.intake.senders import senders_known
from taizhang.ledger.actions import Refused
from taizhang.reading.formats import FORMATS
from taizhang.web.access import person

N_ = str  # marks words that are translated where they are shown
PAGE = 50
# What the formats are called: the ground floor knows no languages.
FORMAT_WORDS = (
    *(N_("Word 文档"), N_("Excel 工作簿"), N_("旧版 Word 文档"), N_("二进制工作簿"), N_("OFD 版式文件")),
    *(N_("网页存档与邮件"), N_("网页"), N_("表格文本"), N_("文本")),
)
CLIPBOARD_TABLE = "<table"


def is_cells(text: str) -> bool:
    """Whether pasted text is rows of cells: a tab in most of its lines."""
    rows = [line for line in text.split("\n") if line.strip()]
    return len(rows) > 1 and sum("\t" in row for row in rows) > len(rows) / 2


class BringForm(forms.Form):
    """A file, or text pasted in its place."""

    file = forms.FileField(required=False, allow_empty_file=True, label=gettext_lazy("文件"))
    text = forms.CharField(required=False, label=gettext_lazy("粘贴的文字"), strip=False)
    cells = forms.CharField(required=False, strip=False)  # what the clipboard holds besides text, where it came from Excel
    sender = forms.CharField(required=False, max_length=120, label=gettext_lazy("谁报来的"))

    def clean(self) -> dict[str, object]:
        """One of the two must be there."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("file") and not str(data.get("text", "")).strip():
            raise ValidationError(_("请选择一个文件，或把文字粘贴到框里。"))
        return data

    def brought(self) -> tuple[bytes, str]:
        """The bytes and what they are called."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            return file.read(), file.name or _("未命名")
        text, cells = self.cleaned_data["text"], self.cleaned_data["cells"]
        moment = {"moment": f"{timezone.localtime():%m-%d %H.%M}"}
        if CLIPBOARD_TABLE in cells.lower():
            return f'<meta charset="utf-8">{cells}'.encode(), _("粘贴的表格 %(moment)s.html") % moment
        if is_cells(text):
            return text.encode(), _("粘贴的表格 %(moment)s.tsv") % moment
        return text.encode(), _("粘贴的文字 %(moment)s.txt") % moment


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The list, and the form that brings in a paper."""
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if form.is_bound and form.is_valid():
        paper = _receive(request, form)
        if paper is not None:
            return _go(request, paper)
    return render(request, "web/intake/list.html", _shown(request, form), status=422 if form.errors else 200)


def _receive(request: HttpRequest, form: BringForm) -> Paper | None:
    data, name = form.brought()
    try:
        sender = form.cleaned_data["sender"]
        paper = actions.receive(data=data, name=name, sender=sender, by=person(request), at=timezone.now())
    except (Refused, ValidationError) as error:
        form.add_error(None, error.messages[0] if isinstance(error, ValidationError) else str(error))
        return None
    tasks.read_paper.enqueue(paper.pk)
    return paper


def _go(request: HttpRequest, paper: Paper) -> HttpResponse:
    target = redirect("paper", pk=paper.pk)
    return HttpResponseClientRedirect(target.url) if request.headers.get("HX-Request") else target


def _shown(request: HttpRequest, form: BringForm) -> dict[str, object]:
    papers = policy.visible_papers(person(request)).defer("reading_text", "sheet_text")
    before = request.GET.get("before", "")
    if before.isdigit():
        papers = papers.filter(pk__lt=int(before))
    rows = list(papers[: PAGE + 1])
    return {
        "form": form,
        "papers": rows[:PAGE],
        "older": rows[PAGE - 1].pk if len(rows) > PAGE else None,
        "may_bring": person(request).has_role(Role.OFFICE),
        "senders": senders_known(person(request)),
        "limit": settings.UPLOAD_LIMIT,
        "limit_mb": settings.UPLOAD_LIMIT // (1024 * 1024),
        "kinds": FORMATS,
        "endings": ",".join(ending for kind in FORMATS for ending in kind.endings),
    }
