"""台账: one ledger as a tree – what is selected of it, 50 findings at a time."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from taizhang.accounts.models import User
from taizhang.ledger import listing, policy, tally
from taizhang.ledger.listing import FindingRow, Selection
from taizhang.ledger.models import Finding, Ledger, Stage
from taizhang.ledger.sheets import stamp_of
from taizhang.ledger.states import MeasureState
from taizhang.ledger.tally import CountLine
from taizhang.ledger.wording import short
from taizhang.profiles.shape import Lamps
from taizhang.web import count_line, export_page, rules, staging
from taizhang.web.access import finding_or_404, ledger_or_404, person
from taizhang.web.acts.offers import in_batches, picked_by
from taizhang.web.count_line import Level
from taizhang.web.ledger_rows import Rows

OPENED_BY_ITSELF = 100  # a ledger of so few measures is shown whole
MEASURES, MANIFESTATIONS, NOTHING = "measures", "manifestations", "none"


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The ledger, or what the filters leave of it."""
    ledger, user = ledger_or_404(request, pk), person(request)
    selection, today = Selection.read(request.GET), timezone.localdate()
    found = listing.select(user, ledger, selection, today)
    read = listing.page(found, after=_position(request, "after"), before=_position(request, "before"))
    line, aspects = tally.lines_of(ledger, today, dict.fromkeys(row.aspect for row in read.rows))
    shown = _opened(request, selection, line)
    numbers = head(user, ledger, selection, line, today)
    batches = in_batches(user, ledger, line)
    rows = Rows(user, ledger, today, picks=picked_by(batches))
    context = {
        "ledger": ledger,
        "words": ledger.profile.words,
        "lamps": ledger.profile.lamps,
        **rules.told(user, ledger, today),
        "stamp": stamp_of(ledger),
        "selection": selection,
        "today": today,
        "open": shown,
        "chosen": request.GET.get("open", ""),
        "kept": selection.query,
        "turning": read,
        "groups": _groups(ledger, read.rows, _parts(rows, read.rows, selection, shown), aspects),
        "whys": rows.whys,
        "batches": batches,
        "matching": _matching(user, ledger, selection, line, found),
        **numbers,
        **export_page.menu(user, ledger),
        **staging.steps(person(request), ledger),
        **_others(user, ledger),
        "sees_all": bool(policy.relations(user, ledger) & policy.SEE_ALL),
        "may_hand_over": ledger.stage == Stage.ON_SITE and is_office(person(request), ledger),
        **_filters(ledger, numbers["levels"]),
    }
    return render(request, "web/ledger/page.html", context)


def _others(user: User, ledger: Ledger) -> dict[str, Any]:
    """The other ledgers that this one names, as far as ``user`` may know of them."""
    either_way = Q(merged_into=ledger.pk) | Q(follows=ledger.pk) | Q(pk__in=(ledger.follows_id or 0, ledger.merged_into_id or 0))
    names = getattr(ledger, "named_by_others", True) or ledger.follows_id or ledger.merged_into_id
    others = list(policy.visible_ledgers(user).filter(either_way).order_by("pk")) if names else []
    known = {other.pk for other in others}
    return {
        "follows_seen": ledger.follows_id in known,
        "into_seen": ledger.merged_into_id in known,
        "took_in": [other for other in others if other.merged_into_id == ledger.pk],
        "followed_by": [other for other in others if other.follows_id == ledger.pk],
    }


@require_safe
def rows(request: HttpRequest, pk: int, serial: int) -> HttpResponse:
    """One finding's part of the table, its measures open or not."""
    finding = finding_or_404(request, pk, serial)
    return HttpResponse(part(person(request), finding.ledger, finding.pk, opened=request.GET.get("open") == "1"))


def part(user: User, ledger: Ledger, finding: int, *, opened: bool, replacing: bool = False) -> SafeString:
    """The part of the table that holds one finding."""
    found = listing.page(policy.visible_findings(user, ledger).filter(pk=finding)).rows
    today = timezone.localdate()
    drawn = Rows(user, ledger, today, picks=picked_by(in_batches(user, ledger, tally.count_line(ledger, today))))
    [part] = _parts(drawn, found, Selection(), MEASURES if opened else NOTHING, replacing=replacing)
    return part


def head(user: User, ledger: Ledger, selection: Selection, line: CountLine, today: date) -> dict[str, Any]:
    """The count line and the quick filters: always of the whole ledger."""
    return {
        "levels": count_line.levels(ledger.profile, line),
        "line": line,
        "count_sentence": count_line.sentence(ledger, line, today),
        "chips": _chips(user, ledger, selection, line),
    }


def is_office(user: User, ledger: Ledger) -> bool:
    """Whether ``user`` is of the rectification office here."""
    return "office" in policy.relations(user, ledger)


def _opened(request: HttpRequest, selection: Selection, line: CountLine) -> str:
    if selection.of_measures is not None:
        return MEASURES
    chosen = request.GET.get("open", "")
    if chosen in (MEASURES, MANIFESTATIONS, NOTHING):
        return chosen
    return MEASURES if line.measure_total <= OPENED_BY_ITSELF else NOTHING


def _chips(user: User, ledger: Ledger, selection: Selection, line: CountLine) -> list[dict[str, Any]]:
    """The quick filters; what waits for the person is counted as far as matters."""
    mine = listing.count_waiting(user, ledger)
    chips = [
        (_("全部"), line.finding_total, Selection()),
        (_("等我办"), f"{listing.MANY}+" if mine > listing.MANY else mine, Selection(mine="1")),
        (near_words(ledger.profile.lamps), line.soon, Selection(deadline=listing.WEEK)),
        (_("逾期"), line.overdue, Selection(deadline=listing.LATE)),
        (_(ledger.profile.words.finding_states.closed), line.closed, Selection(state="closed")),
    ]
    if is_office(user, ledger) and (drafted := line.measures[MeasureState.DRAFTED]):
        chips.insert(2, (_("待下达措施"), drafted, Selection(state=f"{listing.MEASURE}{MeasureState.DRAFTED}")))
    return [{"word": word, "n": n, "query": chosen.query, "current": chosen == selection} for word, n, chosen in chips]


def near_words(lamps: Lamps) -> str:
    """Within how many days something near is due: as people say it for a week."""
    if lamps.working:
        return ngettext("%(n)d个工作日内到期", "%(n)d个工作日内到期", lamps.soon) % {"n": lamps.soon}
    days = lamps.soon
    return _("七日内到期") if days == 7 else ngettext("%(n)d日内到期", "%(n)d日内到期", days) % {"n": days}


def _filters(ledger: Ledger, levels: list[Level]) -> dict[str, Any]:
    findings, *_between, measures = levels
    words = ledger.profile.words
    states = [
        (_("%(what)s状态") % {"what": _(words.finding)}, findings.parts),
        (_("%(what)s状态") % {"what": _(short(words.measure))}, measures.parts),
        (_("单位自评"), measures.claimed),
    ]
    return {
        "units": [(str(unit.pk), label) for label, unit in listing.units_of(ledger).items()],
        "states": [(word, [(part.query.removeprefix("state="), part) for part in parts]) for word, parts in states if parts],
        "deadlines": [
            (listing.LATE, _("已逾期")),
            (listing.WEEK, near_words(ledger.profile.lamps)),
            (listing.MONTH, _("30 日内")),
            (listing.NO_DEADLINE, _("未定时限")),
        ],
    }


def _groups(ledger: Ledger, rows: list[FindingRow], parts: list[SafeString], lines: dict[int, CountLine]) -> list[dict[str, Any]]:
    """What is drawn of each finding under its aspect's heading."""
    pairs = groupby(zip(rows, parts, strict=True), key=lambda pair: pair[0].aspect)
    groups = []
    for aspect, members in pairs:
        some = list(members)
        title = f"{some[0][0].aspect_number}{some[0][0].aspect_title}"
        counts = count_line.short(ledger.profile, lines[aspect])
        groups.append({"pk": aspect, "title": title, "counts": counts, "parts": [part for _row, part in some]})
    return groups


def _parts(
    rows: Rows, findings: list[FindingRow], selection: Selection, shown: str, *, replacing: bool = False
) -> list[SafeString]:
    """The findings' rows with what is opened under each."""
    pks = [finding.pk for finding in findings]
    if shown == MEASURES:
        measures, proof = listing.measures_of(pks, selection), listing.proof_of(pks)
        return [rows.part(finding, measures.get(finding.pk, ()), proof=proof, replacing=replacing) for finding in findings]
    if shown == MANIFESTATIONS:
        told = listing.manifestations_of(pks)
        return [rows.part(finding, None, manifestations=told.get(finding.pk, ())) for finding in findings]
    progress = listing.progress_of(pks)
    return [rows.part(finding, None, progress=progress.get(finding.pk), replacing=replacing) for finding in findings]


def _matching(
    user: User, ledger: Ledger, selection: Selection, line: CountLine, found: QuerySet[Finding]
) -> dict[str, int | None] | None:
    """How many of how many, where not everything is shown."""
    if selection.whole and policy.relations(user, ledger) & policy.SEE_ALL:
        return None
    findings, measures = listing.how_many(found, selection)
    return {"findings": findings, "of": line.finding_total, "measures": measures, "of_measures": line.measure_total}


def _position(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() else None
