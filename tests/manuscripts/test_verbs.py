"""Every verb of the room: named arguments only, who and when passed in, one event in the ledger's log."""

import importlib
import inspect
import pkgutil

import pytest

from taizhang.manuscripts import actions

# What the verbs share, and what pages ask before they offer one.
NOT_VERBS = {"held", "refuse", "note", "digest", "keep_version", "part_of", "unanswered", "why_not_final", "moved"}


@pytest.mark.parametrize("verb", actions.VERBS, ids=lambda f: f.__name__)
def test_a_verb_takes_only_named_arguments_with_by_and_at(verb):
    parameters = inspect.signature(verb).parameters
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values())
    assert {"by", "at"} <= set(parameters)


def test_every_verb_is_listed():
    modules = [importlib.import_module(found.name) for found in pkgutil.iter_modules(actions.__path__, f"{actions.__name__}.")]
    public = {f for m in modules for _, f in inspect.getmembers(m, inspect.isfunction) if f.__module__ == m.__name__}
    assert {f for f in public if f.__name__[0] != "_" and f.__name__ not in NOT_VERBS} == set(actions.VERBS)
