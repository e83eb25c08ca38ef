"""What people type: whatever it is, what is kept can be stored, shown and read."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from taizhang.ledger.typed import in_one_line, said


@given(st.text(st.characters()))
def test_nothing_is_kept_that_is_not_seen(text):
    kept = said(text, "说明", needed=False)
    assert all(mark == "\n" or unicodedata.category(mark) not in {"Cc", "Cf", "Cs"} for mark in kept)
    kept.encode()


@given(st.text(st.characters()))
def test_one_line_is_one_line(text):
    assert "\n" not in in_one_line(text, "名称", longest=10_000, needed=False)


@given(st.text())
def test_what_is_kept_is_kept_again_as_it_is(text):
    once = said(text, "说明", needed=False)
    assert said(once, "说明", needed=False) == once


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u202e", "长" * 21])
def test_what_is_missing_or_too_long_is_named(text):
    with pytest.raises(ValidationError, match="名称"):
        in_one_line(text, "名称", longest=20)
