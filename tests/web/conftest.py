"""Browsers without a browser: clients signed in as one person or another."""

import pytest
from django.test import Client

from taizhang.config import catalogue


@pytest.fixture(autouse=True, scope="session")
def words():
    """English as it stands in the catalogue now."""
    catalogue.compile_messages("en")


@pytest.fixture
def visit():
    """Makes a client signed in as ``user``; ``language`` and ``theme`` as if chosen before."""

    def make(user=None, **cookies):
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        names = {"language": "django_language", "theme": "theme"}
        client.cookies.load({names[name]: value for name, value in cookies.items()})
        return client

    return make


@pytest.fixture
def office(visit, clerk):
    """The clerk of the rectification office at work."""
    return visit(clerk)
