"""设置 › 单位: the tree of units, adding one, renaming it, making two into one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.accounts import actions, merging
from taizhang.accounts.models import Unit, User
from taizhang.ledger.units import references
from taizhang.web.access import person
from taizhang.web.settings_access import attempt
from taizhang.web.settings_forms import MergeForm, NewUnitForm, UnitNameForm
from taizhang.web.unit_tree import MOST, furnished, shown

PEOPLE = 20  # named on a unit's page; more stand in the list of people


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The tree."""
    branches, cut = shown()
    return render(request, "web/settings/units.html", {"branches": branches, "cut": cut})


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new unit."""
    form = NewUnitForm(request.POST or None, initial={"parent": request.GET.get("under")})
    if form.is_valid():
        said = form.cleaned_data
        unit = attempt(form, lambda: actions.add_unit(**said, by=person(request), at=timezone.now()))
        if unit:
            messages.success(request, _("已增加“%(name)s”。") % {"name": unit.name})
            return redirect("units")
    return render(request, "web/settings/unit_add.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit."""
    found = get_object_or_404(Unit, pk=pk)
    return _unit_page(request, found, UnitNameForm(initial={"name": found.name}))


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it another name."""
    found, form = get_object_or_404(Unit, pk=pk), UnitNameForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["name"]
        renamed = attempt(form, lambda: actions.rename_unit(unit=found, name=name, by=person(request), at=timezone.now()))
        if renamed:
            messages.success(request, _("已改名为“%(name)s”；写着旧名的文件仍能对上。") % {"name": renamed.name})
            return redirect("unit", pk=pk)
    return _unit_page(request, found, form)


def _unit_page(request: HttpRequest, found: Unit, form: UnitNameForm) -> HttpResponse:
    people = User.objects.filter(memberships__unit=found).distinct().order_by("username")
    told = {
        "unit": found,
        "above": Unit.objects.filter(pk__in=found.path.strip("/").split("/")).exclude(pk=found.pk).order_by("path"),
        "former": found.former_names.all(),
        "parts": furnished(list(found.parts.order_by("pk")[:MOST])),
        "people": people[:PEOPLE],
        "people_total": people.count(),
        "form": form,
        "merge": MergeForm(),
    }
    return render(request, "web/settings/unit.html", told, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """What merging would do; and, asked by POST, doing it."""
    source = get_object_or_404(Unit, pk=pk)
    form = MergeForm(request.POST if request.method == "POST" else request.GET)
    target = form.cleaned_data["into"] if form.is_valid() else None
    if target:
        attempt(form, lambda: merging.apart(source, target))
    if target and request.method == "POST" and not form.errors:
        merged = attempt(form, lambda: actions.merge_units(source=source, target=target, by=person(request), at=timezone.now()))
        if merged:
            messages.success(request, _("“%(source)s”已并入“%(target)s”。") % {"source": source.name, "target": merged.name})
            return redirect("unit", pk=merged.pk)
    status = 422 if form.errors else 200
    return render(request, "web/settings/unit_merge.html", _consequences(source, target, form), status=status)


def _consequences(source: Unit, target: Unit | None, form: MergeForm) -> dict[str, object]:
    """What would follow, counted."""
    twins = source.parts.filter(name__in=target.parts.values("name")) if target else Unit.objects.none()
    return {
        "unit": source,
        "target": target,
        "form": form,
        "people": User.objects.filter(memberships__unit=source).distinct().count(),
        "parts": source.parts.count() - twins.count(),
        "twins": list(twins.values_list("name", flat=True)),
        "references": references(source),
    }
