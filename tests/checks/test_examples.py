"""Every check raises its example and passes its counter-example; each is known by one code and says itself in two languages."""

import re

import pytest

from taizhang.checks import FAMILIES, Check, Example, Remark, check, checks
from taizhang.reading import read_text

ALL = list(checks())
PLACES = re.compile(r"\{(\w+)\}")


def raised(example: Example) -> list[Remark]:
    against = read_text(example.against) if example.against else None
    return check(read_text(example.text), against=against, earlier=(against,) if against else (), public=True)


@pytest.mark.parametrize("one", [one for one in ALL if one.example], ids=lambda one: one.code)
def test_an_example_raises_its_check(one: Check) -> None:
    assert one.example
    assert one.code in {remark.code for remark in raised(one.example)}


@pytest.mark.parametrize("one", [one for one in ALL if one.counter_example], ids=lambda one: one.code)
def test_a_counter_example_does_not(one: Check) -> None:
    assert one.counter_example
    assert one.code not in {remark.code for remark in raised(one.counter_example)}


@pytest.mark.parametrize("one", [one for one in ALL if one.example], ids=lambda one: one.code)
def test_a_remark_holds_its_quote_and_no_place_is_left_open(one: Check) -> None:
    assert one.example
    text = read_text(one.example.text).text
    for remark in raised(one.example):
        assert text[remark.start : remark.end] == remark.quote
        assert "{" not in remark.message + remark.english


def test_codes_are_unique_and_begin_with_their_family() -> None:
    assert len({one.code for one in ALL}) == len(ALL)
    for family in FAMILIES:
        name = family.__name__.rpartition(".")[2]
        assert all(one.code.startswith(f"{name}.") for one in family.CHECKS)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.code)
def test_both_languages_say_it(one: Check) -> None:
    assert re.search("[一-龥]", PLACES.sub("", one.message)) or PLACES.search(one.message)
    assert not re.search("[一-龥]", re.sub("“[^”]*”", "", one.english))
    assert one.name
    assert one.english_name
