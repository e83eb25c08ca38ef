"""The administrator of the installation."""

import pytest


@pytest.fixture
def administrator(person):
    return person("administrator", "市水务局", "陈刚")
