"""The description held against the interface, with a token of every role: nothing breaks, answers are as described, and
nothing is seen that the role may not see. ``TAIZHANG_API_EXAMPLES=50`` asks each operation so many times.
"""

import os

import jsonschema_rs
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from taizhang.accounts.actions import add_unit
from taizhang.journal.append import SYSTEM
from taizhang.ledger.actions import adopt, take_snapshot
from taizhang.manuscripts import actions as manuscripts
from taizhang.sheet import Aspect, Finding, Measure, Sheet
from tests.api.conftest import token_of
from tests.conftest import AT, TODAY
from tests.intake.workbooks import delivered, exported, filled

EXAMPLES = int(os.environ.get("TAIZHANG_API_EXAMPLES", "2"))
CHECKS = (not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance)
HIDDEN = "绝不可见之词"
ROLES = ("administrator", "leading_group", "principal", "leader", "observer", "contact", "verifier", "office")
HOW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def hidden(units, person, home):
    """A ledger of another body, full of a word that nobody of the water bureau may read."""
    units["市住建局"] = add_unit(name="市住建局", parent=units["江岸市"], by=SYSTEM, at=AT)
    from taizhang.ledger.actions import Opening
    from taizhang.ledger.models import Source, Stage

    said = Sheet(HIDDEN, (Aspect("一、", HIDDEN, (Finding("1.", HIDDEN, None, (), (Measure("一是", HIDDEN, HIDDEN),)),)),))
    opening = Opening(HIDDEN, Source.AUDIT, units["市住建局"], Stage.CONCENTRATED)
    clerk = person("office", "市住建局", "别局的人")
    ledger = adopt(opening=opening, sheet=said, source=None, reported=True, by=clerk, at=AT)
    furnished(ledger, clerk)
    return ledger


def furnished(ledger, clerk):
    """A table that came back, a manuscript with what was remarked on it."""
    data = filled(exported(clerk, ledger, TODAY), {("M1", "整改进展"): HIDDEN if ledger.title == HIDDEN else "已更换13公里"})
    delivered(clerk, ledger, AT, TODAY, data)
    snapshot = take_snapshot(ledger=ledger, by=clerk, at=AT)
    manuscript = manuscripts.begin_manuscript(ledger=ledger, snapshot=snapshot, form="report", by=clerk, at=AT)
    manuscripts.check_manuscript(manuscript=manuscript, by=clerk, at=AT)


@pytest.fixture(autouse=True)
def one_connection():
    """The application serves from the test's own transaction, as Django's client has it do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def tokens(started, hidden, person):
    """A token of every role, and one that is limited to a ledger that its person may not see."""
    furnished(started.ledger, started.people["office"])
    people = {**started.people, **{role: person(role, "市水务局") for role in ROLES if role not in started.people}}
    every = {role: token_of(user) for role, user in people.items()}
    return {
        **every,
        "narrowed": token_of(people["office"], ledgers=[hidden.key]),
        "reading": token_of(people["office"], may_act=False),
    }


def asked(operation, ledgers, tokens):
    """Requests of an operation: about things that there are, more often than not, by somebody."""
    return st.tuples(operation.as_strategy(), st.sampled_from(list(tokens)), st.sampled_from(ledgers), st.integers(1, 4))


def test_every_role_is_answered_as_described_and_sees_nothing_else(started, hidden, tokens, home, settings):
    settings.ALLOWED_HOSTS = ["*"]
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    ledgers = [str(started.ledger.key)] * 3 + [str(hidden.key)]
    wrong, answered = {}, set()
    for found in described.get_all_operations():
        operation = found.ok()

        @HOW
        @given(asked(operation, ledgers, tokens))
        def ask(drawn):
            case, who, key, n = drawn
            place = {"key": key, "n": n, "position": n}
            case.path_parameters = {name: place[name] for name in (case.path_parameters or {})}
            response = case.call(headers={**(case.headers or {}), "Authorization": f"Bearer {tokens[who]}"})
            if response.status_code == 200:
                answered.add(case.operation.label)
            assert HIDDEN not in response.text, f"{who} sees what is hidden"
            case.validate_response(response, checks=list(CHECKS))

        try:
            ask()
        except (Exception, BaseExceptionGroup) as error:  # all of them are told, not the first alone
            wrong[operation.label] = (str(error.exceptions) if isinstance(error, BaseExceptionGroup) else str(error))[:1500]
    assert len([label for label in answered if label.startswith("GET")]) > 25, answered  # else nothing was seen at all
    assert not wrong, "\n\n".join(f"{label}\n{told}" for label, told in wrong.items())


def test_the_description_has_words_and_an_example_for_every_operation():
    from taizhang.api.face import api

    described = api.get_openapi_schema()
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert operation["tags"], path
            assert any("\u4e00" <= sign <= "\u9fff" for sign in operation["summary"]), path
            if method == "post" and "application/json" in operation["requestBody"]["content"]:
                sent = operation["requestBody"]["content"]["application/json"]
                jsonschema_rs.validate({**sent["schema"], "components": described["components"]}, sent["example"])
