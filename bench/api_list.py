"""``make bench NAME=api-list``: a page of 50 findings through the interface, beside the same as a bare django-ninja list.

Keys: floor_ratio (milliseconds of ``GET /api/v1/ledgers/…/findings`` over those of a list that a bare ninja operation reads from
the same table and serialises by the same schema: no token, no policy, no ledger looked up; must stay below 2), queries.
"""

from __future__ import annotations

import json
import statistics
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bench import installation

if TYPE_CHECKING:
    from django.test import Client


FINDINGS, PAGE = 300, 50
WARM, RUNS = 10, 200


def main() -> None:
    """Build, measure side by side in one run, print."""
    installation.start()
    clerk, bureau = installation.people()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings

    from taizhang.accounts.actions import issue_token
    from taizhang.ledger.actions import adopt

    override_settings(ROOT_URLCONF=__name__).enable()
    opening, sheet = installation.opening(bureau), installation.sheet(FINDINGS)
    ledger = adopt(opening=opening, sheet=sheet, source=None, reported=True, by=clerk, at=installation.AT)
    until = installation.AT.date() + timedelta(days=30)
    issued = issue_token(user=clerk, name="bench", may_act=False, ledgers=(), expires_on=until, by=clerk, at=installation.AT)
    client = Client(headers={"Authorization": f"Bearer {issued[1]}"})
    ours, floor = f"/api/v1/ledgers/{ledger.key}/findings", f"/floor/{ledger.pk}"
    same(client, ours, floor)
    times = measure(client, {"api": ours, "floor": floor})
    with CaptureQueriesContext(connection) as queries:
        client.get(ours)
    figures = {
        "name": "api-list",
        "database": connection.vendor,
        "floor_ratio": round(times["api"] / times["floor"], 2),
        "queries": len(queries),
        "milliseconds": {name: round(value, 2) for name, value in times.items()},
    }
    print(json.dumps(figures))


def same(client: Client, ours: str, floor: str) -> None:
    """Both answer the same fifty rows, field by field."""
    rows, plain = client.get(ours).json()["items"], client.get(floor).json()
    assert len(rows) == PAGE
    assert rows == plain, next((a, b) for a, b in zip(rows, plain, strict=True) if a != b)


def measure(client: Client, addresses: dict[str, str]) -> dict[str, float]:
    """Median milliseconds of each, taken in turns so that what else the machine does falls on both alike."""
    taken: dict[str, list[float]] = {name: [] for name in addresses}
    for _turn in range(WARM + RUNS):
        for name, where in addresses.items():
            start = time.perf_counter()
            response = client.get(where)
            taken[name].append(time.perf_counter() - start)
            assert response.status_code == 200, (where, response.content)
    return {name: statistics.median(some[WARM:]) * 1000 for name, some in taken.items()}


def bare() -> Any:
    """A ninja interface of one list, as its tutorial writes it: a queryset of rows, and the schema that reads their fields."""
    from django.db.models import F
    from ninja import NinjaAPI

    from taizhang.api.lists.findings import FINDING
    from taizhang.ledger.models import Finding

    api = NinjaAPI(urls_namespace="floor", docs_url=None)
    renamed = {name: column.path for name, column in FINDING.columns.items() if name != column.path}
    related = {name: F(path) for name, path in renamed.items() if "__" in path}

    @api.get("/{int:pk}", response=list[FINDING.schema])  # type: ignore[name-defined]
    def floor(request: Any, pk: int) -> Any:
        rows = Finding.objects.filter(ledger=pk).order_by("position")
        plain = [column.path for column in FINDING.columns.values() if "__" not in column.path]
        found = rows.annotate(**{f"_{name}": path for name, path in related.items()}).values(*plain, *(f"_{n}" for n in related))
        return [{**row, **{name: row[f"_{name}"] for name in related}} for row in found[:PAGE]]

    return api


def __getattr__(name: str) -> Any:
    """The addresses of the product and the floor's; made late, when Django is up."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.urls import include, path

    return [path("floor/", bare().urls), path("", include("taizhang.config.urls"))]


if __name__ == "__main__":
    main()
