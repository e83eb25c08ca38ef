"""Rows as JSON lines and back: exactly what they were, and nothing that a field cannot hold."""

import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.accounts.models import Unit
from taizhang.journal.models import Event, Log
from taizhang.keeping.columns import ENCODER, NATIVE, PARSED, field_of, kind_of, reader, strict_reader
from taizhang.keeping.rows import insert
from taizhang.keeping.schema import LEFT_OUT, applied_migrations, schema_at
from taizhang.ledger.models import Finding, Ledger, PinnedProfile
from taizhang.ledger.pinning import pin
from taizhang.profiles import shipped
from tests.conftest import AT

LOG = 990  # beyond what migrations make
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
MOMENTS = st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants it so
VALUES = [
    (Event, "payload", TEXT),
    (Event, "seq", st.integers(-(2**63), 2**63 - 1)),
    (Event, "node", st.binary()),
    (Finding, "stated", st.booleans()),
    (Finding, "deadline", st.none() | st.dates()),
    (Ledger, "opened_at", MOMENTS),
    (Ledger, "key", st.uuids()),
]


@pytest.mark.parametrize(("model", "name", "values"), VALUES, ids=lambda one: one if isinstance(one, str) else "")
def test_every_value_comes_back_as_it_was(model, name, values):
    @given(values)
    def comes_back(value):
        assert reader(field_of(model, name))(json.loads(ENCODER.encode(value))) == value

    comes_back()


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(st.lists(st.tuples(TEXT, st.binary(max_size=40), MOMENTS, st.uuids(), st.none() | st.dates()), max_size=8))
def test_rows_come_back_from_the_database_as_they_went_in(rows):
    names = ["seq", "payload", "node", "at", "name", "subject", "by_name", "log_id"]
    ledger_names = ["id", "title", "key", "opened_at", "feedback_on", "source", "stage", "body_id", "inspected_by", "pinned_id"]
    blank = ["follows_title", "ended", "ended_by", "ended_reason", "ended_reference", "merged_into_title"]
    profile = pin(shipped("inspection"), at=AT)
    insert(Log, ["id", "key", "size", "peaks"], [[LOG, "ledger:x", 0, b""]])
    insert(Unit, ["id", "name", "path"], [[1, "市水务局", "/1/"]])
    events = [[n, text, node, "", "", "", "", LOG] for n, (text, node, *_) in enumerate(rows)]
    ledgers = [[n, text, key, at, day, "巡察", "plan", 1, "", profile.pk] for n, (text, _, at, key, day) in enumerate(rows, 1)]
    insert(Event, [*names, "by_id", "by_unit"], ([*event, "", ""] for event in events))
    insert(Ledger, [*ledger_names, *blank], ([*ledger, *("" for _ in blank)] for ledger in ledgers))
    read = [
        [seq, text, bytes(node), *rest]
        for seq, text, node, *rest in Event.objects.filter(log=LOG).order_by("seq").values_list(*names)
    ]
    assert read == events
    assert [list(row) for row in Ledger.objects.order_by("pk").values_list(*ledger_names)] == ledgers
    Event.objects.filter(log=LOG).delete()
    Log.objects.filter(pk=LOG).delete()
    for model in (Ledger, PinnedProfile, Unit):
        model.objects.all().delete()


@pytest.mark.django_db
def test_every_kept_field_is_of_a_known_kind_and_points_at_what_is_kept():
    for model in schema_at(applied_migrations()).models:
        for field in model._meta.concrete_fields:
            assert kind_of(field) in NATIVE | PARSED, field
            assert not field.is_relation or field.related_model._meta.app_label not in LEFT_OUT, field


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [
        (Finding, "serial", "1"), (Finding, "serial", True), (Finding, "serial", 1.0), (Finding, "serial", None), (Finding, "stated", 1),
        (Finding, "deadline", "2026-13-01"), (Finding, "deadline", 20260101), (Finding, "statement", None), (Finding, "statement", ["x"]),
        (Ledger, "opened_at", "2026-11-22T10:00:00"), (Ledger, "key", "no uuid"), (Event, "node", "not base64!"),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused(model, name, value):
    with pytest.raises(ValueError, match=name):
        reader(field_of(model, name))(value)


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [
        (Finding, "serial", -1), (Finding, "serial", 2**31), (Finding, "number", "x" * 21), (Finding, "statement", "a\0b"),
        (Finding, "horizon", "随便"), (Ledger, "source", "别处"), (Ledger, "stage", ""),
    ],
)  # fmt: skip
def test_what_comes_from_elsewhere_must_fit(model, name, value):
    with pytest.raises(ValueError, match=name):
        strict_reader(field_of(model, name))(value)


def test_what_fits_is_taken():
    assert strict_reader(field_of(Finding, "horizon"))("") == ""
    assert strict_reader(field_of(Finding, "deadline"))(None) is None
    assert strict_reader(field_of(Finding, "deadline"))("2026-11-22") == date(2026, 11, 22)
    assert strict_reader(field_of(Ledger, "key"))(str(UUID(int=7))) == UUID(int=7)
