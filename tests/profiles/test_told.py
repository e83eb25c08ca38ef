"""What a profile says in words, what changes between two, and the digest that a ledger pins."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from taizhang.profiles import PROFILES, canonical, differences, digest, load, path_of, shipped, told

AUDIT = path_of("audit").read_text("utf-8")


@pytest.mark.parametrize(
    ("was", "now", "sentences"),
    [
        ("times = 1", "times = 2", ["“延期·最多次数”由“1次”改为“2次”。"]),
        ("count = 60", "count = 45", ["“整改类型和时限·立行立改·不超过”由“60天”改为“45天”。"]),
        ('word = "持续整改"', 'word = "长期整改"', ["“整改类型和时限·长期·叫法”由“持续整改”改为“长期整改”。"]),
        ('agreement = "全部同意"', "", []),  # as it would be unsaid
        ('agreement = "全部同意"', 'agreement = "任一同意"', ["“销号·审核单位的同意”由“全部同意”改为“任一同意”。"]),
        ('review = { count = 10, unit = "天" }', "", ["去掉“方案·审核期限”（原为“10天”）。"]),
        ("[period]", "[period]\nconcentrated = { count = 3, unit = '个月' }", ["增加“整改期·集中整改期”：3个月。"]),
        ("at_basically_done = false", "at_basically_done = true", ["“销号·基本完成并长期坚持的可以销号”由“否”改为“是”。"]),
    ],
)
def test_a_change_is_told_in_a_sentence(was, now, sentences):
    assert was in AUDIT
    changed = load(AUDIT.replace(was, now, 1))
    assert differences(load(AUDIT), changed) == sentences
    assert (digest(changed) != digest(load(AUDIT))) is bool(sentences)


def test_a_new_order_is_a_change_too():
    first, second, *rest = AUDIT.split("[[reports]]")[1:]
    head = AUDIT.split("[[reports]]")[0]
    second, tail = second.split("[closing]", 1)
    swapped = load(f"{head}[[reports]]{second}[[reports]]{first}[closing]{tail}")
    assert not rest
    assert differences(load(AUDIT), swapped) == ["只调整了先后次序，内容没有变化。"]
    assert digest(swapped) != digest(load(AUDIT))


def test_comments_spacing_and_order_of_keys_leave_the_digest():
    bare = re.sub(r" # .*", "", AUDIT)
    moved = bare.replace('code = "audit"\n', "", 1).replace("english", 'code   =   "audit"\nenglish', 1)
    assert moved != bare
    assert digest(load(moved)) == digest(load(AUDIT))


def test_what_is_left_at_its_default_stays_out_of_the_digest():
    assert "null" not in canonical(load(AUDIT))
    assert "satisfaction" not in canonical(load(AUDIT))


def test_the_shipped_profiles_differ_and_say_how():
    for one, other in combinations(map(shipped, PROFILES), 2):
        assert digest(one) != digest(other)
        assert differences(one, other)
    assert differences(shipped("risk"), shipped("risk")) == []


def test_everything_is_told_once():
    for code in PROFILES:
        places = [line.place for line in told(shipped(code))]
        assert len(places) == len(set(places)) > 70
