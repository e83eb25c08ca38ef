"""Everything users see is said in every language."""

import pytest
from babel.messages.catalog import Message

from taizhang.config import catalogue


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_nothing_is_missing_stale_or_unlike_the_source(language):
    assert catalogue.problems(language) == []


def test_python_and_templates_are_both_read():
    messages = {(message.id, message.context) for message in catalogue.collect()}
    assert ("您的账号没有查看或办理这一项的权限。", None) in messages
    assert ("台账", "product") in messages


@pytest.mark.parametrize(
    ("message", "wrong"),
    [
        (Message("还有 %(days)d 天", "%(days)d days"), None),
        (Message("还有 %(days)d 天", "%(day)d days"), "placeholders"),
        (Message("今天", ""), "missing"),
        (Message("今天", "Today", flags=["fuzzy"]), "fuzzy"),
        (Message(("%(n)d 条", "%(n)d 条"), ("one", "%(n)d items")), None),
        (Message(("%(n)d 条", "%(n)d 条"), ("one", "")), "missing"),
    ],
)
def test_what_is_wrong_is_named(message, wrong):
    found = catalogue._problem(message, message.id)
    assert found == wrong if wrong is None else found.startswith(wrong)
