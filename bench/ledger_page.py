"""``make bench NAME=ledger-page``: the ledger's page with 100,000 findings against the same with 1,000, five measures each.

Keys: growth (time of the unfiltered page, large over small), queries (the most in any state), floor_ratio (against a table
written by hand: the same rows read as tuples, a plain template loop with a link and a badge in each, in the same frame and
behind the same middleware; the worse of measures folded and open). ``string_ratio`` is the same against rows printed as
f-strings, which nobody would maintain as a page. Times are medians in milliseconds.
"""

from __future__ import annotations

import json
import statistics
import time
from collections import Counter
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from bench import installation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.test import Client

    from taizhang.ledger.models import Ledger

SMALL, LARGE, SLICE, STEP = 1_000, 100_000, 1_000, 10
KINDS, OPEN = ("floor", "strings"), {"": "", "_open": "?open=1"}
WARM, RUNS = 5, 40
CELLS = ("state", "lead_unit__name", "leader", "deadline")
STATES = (
    "",
    "?open=measures",
    "?open=manifestations",
    "?state=measure:under_way",
    "?deadline=late",
    "?mine=1",
    "?unit=2",
    "?after=5000",
)


def main() -> None:
    """Build, measure, print."""
    installation.start()
    _tune()
    clerk, bureau = installation.people()
    start = time.perf_counter()
    small, large = build(clerk, bureau, SMALL), build(clerk, bureau, LARGE)
    built = time.perf_counter() - start
    from django.db import connection
    from django.test import Client

    client = Client()
    client.force_login(clerk)
    pages = {"small": address(small), "large": address(large), "open": f"{address(large)}?open=measures"}
    floors = {f"{kind}{name}": f"/{kind}/{large.pk}/{query}" for kind in KINDS for name, query in OPEN.items()}
    times = measure(client, pages | floors)
    shown = {"": times["large"], "_open": times["open"]}
    ratios = {kind: [round(shown[name] / times[f"{kind}{name}"], 2) for name in OPEN] for kind in KINDS}
    figures = {
        "name": "ledger-page",
        "database": connection.vendor,
        "growth": round(times["large"] / times["small"], 2),
        "queries": max(queries(client, address(large) + state) for state in STATES),
        "floor_ratio": max(ratios["floor"]),
        "string_ratio": max(ratios["strings"]),
        "milliseconds": {name: round(value, 1) for name, value in times.items()},
        "built_in_seconds": round(built, 1),
    }
    print(json.dumps(figures))


def _tune() -> None:
    """Static files by their names: nothing was collected here. The floor's page joins the real ones."""
    from django.conf import settings
    from django.test.utils import override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}, ROOT_URLCONF=__name__).enable()


def build(clerk: Any, bureau: Any, findings: int) -> Ledger:
    """A ledger of ``findings`` findings: the first slice adopted, the others copied in the database, with their events."""
    from taizhang.ledger.actions import adopt

    ledger = adopt(
        opening=installation.opening(bureau),
        sheet=installation.sheet(SLICE),
        source=None,
        reported=True,
        by=clerk,
        at=installation.AT,
    )
    for n in range(1, findings // SLICE):
        copy_slice(ledger, n)
    record(ledger, clerk, findings // SLICE - 1)
    count(ledger, findings // SLICE)
    _settle()
    return ledger


def _settle() -> None:
    """PostgreSQL looks at a bulk load some time later, by itself; here it does so at once."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def copy_slice(ledger: Ledger, n: int) -> None:
    """The first slice once more, as aspects, findings and measures number ``n`` × slice and on."""
    from taizhang.ledger.models import Aspect, Finding, Measure

    places, serials = SLICE * STEP, SLICE
    aspects = SLICE // installation.PER_ASPECT * STEP
    copy(Aspect, ledger, f"position <= {aspects}", {"position": f"t.position + {n * aspects}"})
    aspect = counterpart("ledger_aspect", "aspect_id", "position", n * aspects)
    moved = {"position": f"t.position + {n * places}", "serial": f"t.serial + {n * serials}", "aspect_id": aspect}
    copy(Finding, ledger, f"serial <= {serials}", moved)
    finding = counterpart("ledger_finding", "finding_id", "serial", n * serials)
    copy(Measure, ledger, f"serial <= {serials * 5}", {"serial": f"t.serial + {n * serials * 5}", "finding_id": finding})


def counterpart(table: str, column: str, number: str, step: int) -> str:
    """SQL for the copy of what ``column`` of a row ``t`` points at."""
    same = f"copied.ledger_id = first.ledger_id AND copied.{number} = first.{number} + {step}"
    return f"(SELECT copied.id FROM {table} first JOIN {table} copied ON {same} WHERE first.id = t.{column})"


def copy(model: Any, ledger: Ledger, which: str, changed: dict[str, str]) -> None:
    """Copy rows of ``model`` within ``ledger`` in one statement, some columns ``changed``."""
    from django.db import connection

    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    values = ", ".join(changed.get(column, f't."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} t WHERE t.ledger_id = %s AND t.{which}", [ledger.pk]
        )


def record(ledger: Ledger, clerk: Any, slices: int) -> None:
    """The events of the copied findings, as the first slice's were told."""
    from django.db import transaction

    from taizhang.journal.append import Entry, append
    from taizhang.journal.models import Event

    told = [event.facts for event in Event.objects.filter(log__key=ledger.log_key, name="finding:add").order_by("seq")]
    for n in range(1, slices + 1):
        entries = [Entry("finding:add", f"finding:{n * SLICE + k}", facts) for k, facts in enumerate(told, 1)]
        with transaction.atomic():
            append(ledger.log_key, entries, by=clerk.actor, at=installation.AT)


def count(ledger: Ledger, slices: int) -> None:
    """The tallies: those of the whole ledger are the first slice's times ``slices``; those of an aspect are copied."""
    from django.db import transaction
    from django.db.models import F

    from taizhang.ledger import tally

    kept = list(ledger.tallies.values_list("scope", "level", "state", "degree", "n"))
    first = {f"aspect:{pk}": at for at, pk in enumerate(ledger.aspects.order_by("position").values_list("pk", flat=True))}
    scopes = list(first)
    per_slice = SLICE // installation.PER_ASPECT
    changes: Counter[tuple[str, str, str, str]] = Counter()
    for scope, level, state, degree, n in kept:
        for m in range(1, slices) if scope in first else ():
            changes[scopes[first[scope] + m * per_slice], level, state, degree] += n
    with transaction.atomic():
        ledger.tallies.exclude(scope__startswith="aspect:").update(n=F("n") * slices)
        tally.add(ledger, changes)


def address(ledger: Ledger) -> str:
    """The ledger's page."""
    return f"/ledgers/{ledger.pk}/"


def measure(client: Client, addresses: dict[str, str]) -> dict[str, float]:
    """Median milliseconds of each page, taken in turns so that what else the machine does falls on all alike."""
    taken: dict[str, list[float]] = {name: [] for name in addresses}
    for _turn in range(WARM + RUNS):
        for name, where in addresses.items():
            start = time.perf_counter()
            response = client.get(where)
            taken[name].append(time.perf_counter() - start)
            assert response.status_code == 200, (where, response.status_code)
    return {name: statistics.median(some[WARM:]) * 1000 for name, some in taken.items()}


def queries(client: Client, where: str) -> int:
    """How many queries a page takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(where)
    return len(captured)


def floor(request: HttpRequest, pk: int) -> HttpResponse:
    """The table alone, as a template would have it."""
    from django.http import HttpResponse

    return HttpResponse(_template(PLAIN).render({"rows": _rows(request, pk)}, request))


def strings(request: HttpRequest, pk: int) -> HttpResponse:
    """The table alone, printed for speed."""
    from django.http import HttpResponse
    from django.utils.safestring import mark_safe

    table = mark_safe("".join(_printed(*row) for row in _rows(request, pk)))
    return HttpResponse(_template(FRAME).render({"table": table}, request))


def _rows(request: HttpRequest, pk: int) -> list[tuple[Any, ...]]:
    """The serial that a row links to, and its cells."""
    from taizhang.ledger.models import Finding, Measure

    findings = list(Finding.objects.filter(ledger=pk).order_by("position").values_list("pk", "serial", "statement", *CELLS)[:50])
    under: dict[int, list[tuple[Any, ...]]] = {}
    if request.GET.get("open"):
        measures = Measure.objects.filter(finding__in=[finding[0] for finding in findings]).order_by("finding", "position")
        for of, *row in measures.values_list("finding", "serial", "title", *CELLS):
            under.setdefault(of, []).append(tuple(row))
    rows: list[tuple[Any, ...]] = []
    for finding, serial, *cells in findings:
        rows.append((serial, serial, *cells))
        rows += [(serial, *row) for row in under.get(finding, ())]
    return rows


def _printed(link: int, number: int, text: str, state: str, unit: str | None, leader: str, deadline: Any) -> str:
    return (
        f'<tr><td>{number}</td><td><a href="findings/{link}/">{escape(text)}</a></td><td>{escape(unit or "")}</td>'
        f'<td>{escape(leader)}</td><td>{deadline or ""}</td><td><span class="mark {state}">{escape(state)}</span></td></tr>'
    )


FRAME = '{% extends "web/frame.html" %}{% block content %}<table class="grid">{{ table }}</table>{% endblock %}'
PLAIN = """{% extends "web/frame.html" %}{% block content %}<table class="grid">
{% for link, number, text, state, unit, leader, deadline in rows %}<tr><td>{{ number }}</td>
<td><a href="findings/{{ link }}/">{{ text }}</a></td><td>{{ unit }}</td><td>{{ leader }}</td>
<td>{{ deadline|date:"Y-m-d" }}</td><td><span class="mark {{ state }}">{{ state }}</span></td></tr>
{% endfor %}</table>{% endblock %}"""


@cache
def _template(source: str) -> Any:
    from django.template import engines

    return engines["django"].from_string(source)


def __getattr__(name: str) -> Any:
    """The addresses of the product and the floor's; made late, when Django is up."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.contrib.auth.decorators import login_required
    from django.urls import include, path

    added = [path("floor/<int:pk>/", login_required(floor)), path("strings/<int:pk>/", login_required(strings))]
    return [*added, path("", include("taizhang.config.urls"))]


if __name__ == "__main__":
    main()
