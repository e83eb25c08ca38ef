"""Programs without a network: clients that carry a token of one person or another."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from taizhang.accounts.actions import issue_token
from taizhang.config import catalogue
from tests.conftest import AT, TODAY

V1 = "/api/v1"


@pytest.fixture(autouse=True, scope="session")
def words():
    """English as it stands in the catalogue now."""
    catalogue.compile_messages("en")


class Program:
    """A client with a token; every path is below ``/api/v1``."""

    def __init__(self, text=""):
        self.client = Client(raise_request_exception=True)
        self.headers = {"Authorization": f"Bearer {text}"} if text else {}

    def get(self, path, headers=None, **query):
        return self.client.get(f"{V1}{path}", query, headers={**self.headers, **(headers or {})})

    def post(self, path, body=None, headers=None):
        sent = json.dumps({} if body is None else body)
        return self.client.post(f"{V1}{path}", sent, "application/json", headers={**self.headers, **(headers or {})})

    def upload(self, path, data, headers=None):
        return self.client.post(f"{V1}{path}", data, headers={**self.headers, **(headers or {})})


def token_of(user, *, may_act=True, ledgers=(), days=30):
    """A token of ``user``'s own, as text."""
    wanted = {"may_act": may_act, "ledgers": ledgers, "expires_on": TODAY + timedelta(days=days)}
    return issue_token(user=user, name="程序", **wanted, by=user, at=AT)[1]


@pytest.fixture
def program():
    """Makes a client with a token: ``program(user, may_act=False, ledgers=[key])``; without a user it has none."""

    def make(user=None, **reach):
        return Program(token_of(user, **reach) if user else "")

    return make


@pytest.fixture
def office(program, clerk):
    """The clerk's program."""
    return program(clerk)
