"""Reading a profile: those that ship, and every way in which people write one wrongly."""

from __future__ import annotations

import re

import pytest

from taizhang.accounts.roles import Role
from taizhang.ledger import state_words, states
from taizhang.ledger.models import Horizon, Source
from taizhang.profiles import PROFILES, Miswritten, for_source, load, path_of, shape, shipped

AUDIT = path_of("audit").read_text("utf-8")
INSPECTION = path_of("inspection").read_text("utf-8")


@pytest.mark.parametrize("code", PROFILES)
def test_a_shipped_profile_carries_its_code_and_says_where_each_value_is_from(code):
    assert shipped(code).code == code
    lines = path_of(code).read_text("utf-8").splitlines()
    known = "|".join(re.findall(r"^# 〔(\w+)〕", "\n".join(lines), re.M))
    assert [line for line in lines if " = " in line and not re.search(rf"# 〔({known})〕", line)] == []


def test_every_profile_file_is_listed_once():
    assert sorted(PROFILES) == sorted(path.stem for path in path_of("audit").parent.glob("*.toml"))


def test_every_source_of_a_ledger_has_one_profile():
    sources = [source for code in PROFILES for source in shipped(code).sources]
    assert sorted(sources) == sorted(Source.values)
    assert for_source("民主生活会") is shipped("self_check")
    assert for_source("别的") is None


def test_profiles_speak_of_the_ledgers_own_states_kinds_and_roles():
    def names(words):
        return list(words.__dataclass_fields__)

    assert names(shape.FindingWords) == [state.value for state in states.FindingState]
    assert names(shape.MeasureWords) == [state.value for state in states.MeasureState]
    assert [kind.name for kind in shape.DegreeKind] == [degree.name for degree in states.Degree]
    assert [(kind.name, kind.value) for kind in shape.HorizonKind] == [(kind.name, kind.value) for kind in Horizon]
    assert {role.name for role in shape.SubstituteRole} <= set(Role.names)


def test_labels_of_state_words_are_the_products_own_words():
    for words, own in ((shape.FindingWords, state_words.FINDING_WORDS), (shape.MeasureWords, state_words.MEASURE_WORDS)):
        assert [field.metadata["label"].word for field in words.__dataclass_fields__.values()] == list(own.values())


def test_what_a_profile_says_can_be_asked():
    audit = shipped("audit")
    assert str(audit.horizon("分阶段").within) == "1年"
    assert audit.horizon("限期") is None
    assert audit.closing.bodies == ("审计机关",)
    assert not audit.degree(shape.DegreeKind.BASICALLY_DONE).counts
    assert str(shipped("environment").closing.notice) == "5个工作日"


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ('code = "audit"', "", "缺少“code”（代号）：应当是1 到 20 个字，写在引号里，首尾没有空格。请补上。"),
        ('code = "audit"', "code = 3", "“code”（代号）应当是1 到 20 个字.*现在是“3”"),
        ('code = "audit"', 'code = ""', "“code”（代号）应当是1 到 20 个字"),
        ('sources = ["审计"]', 'sources = "审计"', "“sources”（适用来源）应当是列表，写在"),
        ('sources = ["审计"]', 'sources = ["审计", 4]', r"“sources\[2\]”（适用来源）应当是1 到 60 个字"),
        ('sources = ["审计"]', 'sources = ["审计", "审计"]', "“sources”里的“审计”写了 2 次"),
        ('submit = "申请销号"', 'submitt = "x"', "不认识“words.submitt”这个键。这里可以写：finding、.*submit"),
        ('leader = "责任领导"', 'leader = "责任\\u0007"', "“words.leader”（责任领导）应当是1 到 60 个字.*现在是“责任□”"),
        ('count = 60, unit = "天"', 'count = 0, unit = "天"', r"“horizons\[1\]\.within\.count”（数目）应当是1 到 36500 的整数"),
        (
            'count = 60, unit = "天"',
            'count = 60, unit = "日"',
            r"“horizons\[1\]\.within\.unit”（单位）应当是“天”“个工作日”“个月”“年”之一，现在是“日”",
        ),
        ('count = 60, unit = "天"', 'count = 101, unit = "年"', r"“horizons\[1\]\.within”的“101年”超过 100 年"),
        (
            'over = { count = 60, unit = "天" }',
            'over = { count = 13, unit = "个月" }',
            r"“horizons\[2\]”的 over（13个月）不比 within（1年）短",
        ),
        (
            'within = { count = 60, unit = "天" }',
            "within = 60",
            r"“horizons\[1\]\.within”（不超过）应当是一组键值，键是count、unit，现在是“60”",
        ),
        ('kind = "长期"', 'kind = "立行立改"', "“horizons”里的“立行立改”写了 2 次"),
        ('kind = "未启动"', 'kind = "完成"', "“degrees”应当依次是完成、基本完成、正在推进、未启动"),
        ("counts = true", "counts = false", "“完成”必须计入完成率"),
        ("counts = true", 'counts = "是"', r"“degrees\[1\]\.counts”（计入完成率）应当是true（是）或 false（否），现在是“是”"),
        ('route = "审计认定"', 'route = "审计"', "“closing.route”（路线）应当是“内部审定”“联合审核”“审计认定”“验收公示”之一"),
        ('route = "审计认定"', 'route = "内部审定"', "“closing”的 route 是“内部审定”，没有监督审核和公示"),
        ('route = "审计认定"', 'route = "验收公示"', "“closing”的 route 是“验收公示”，还缺 notice"),
        ('bodies = ["审计机关"]', "bodies = []", "“closing”的 route 是“审计认定”，还缺 bodies"),
        ("yellow = 3", "yellow = 9", "“lamps”的 yellow（9）比 soon（7）早"),
        ("times = 1", "times = 1.5", "“extension.times”（最多次数）应当是0 到 20 的整数.*现在是“1.5”"),
        ("times = 1", "times = true", "“extension.times”（最多次数）应当是0 到 20 的整数.*现在是“true”"),
        ('name = "审计"', 'name = " 审计"', "“name”（名称）应当是1 到 60 个字，写在引号里，首尾没有空格"),
        ('name = "审计整改情况报告"', 'name = "审计整改月报"', "“reports”里的“审计整改月报”写了 2 次"),
        ("[lamps]", "[lamp]", "不认识“lamp”这个键"),
    ],
)
def test_what_is_wrong_in_a_profile_is_said(was, now, sentence):
    assert was in AUDIT
    with pytest.raises(Miswritten, match=sentence):
        load(AUDIT.replace(was, now, 1))


def test_a_section_that_is_missing_is_named():
    with pytest.raises(Miswritten, match=r"缺少“plan”（方案）：应当是一组键值，键是due、review、reviewers。请补上。"):
        load(re.sub(r"\[plan\][^\[]*(\[[^\]]*\][^\[]*)?(?=\[period\])", "", AUDIT))


def test_a_grade_may_stand_once():
    with pytest.raises(Miswritten, match="“satisfaction”里的“满意”写了 2 次"):
        load(INSPECTION.replace('word = "基本满意"', 'word = "满意"'))


def test_an_error_in_a_file_names_the_file(tmp_path):
    path = tmp_path / "本市巡察.toml"
    path.write_text(INSPECTION.replace("times = 1", "times = 99"), "utf-8")
    with pytest.raises(Miswritten, match=r"^本市巡察\.toml：“extension\.times”"):
        load(path)


def test_no_other_code_than_those_listed_is_shipped():
    with pytest.raises(ValueError, match="not in"):
        path_of("../secrets")
