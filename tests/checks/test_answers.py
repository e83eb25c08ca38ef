"""Whether a paper answers all it should: the feedback's items, the ledger's findings, the ledger's numbers."""

from pathlib import Path

from taizhang.checks import Remark, Severity, check
from taizhang.reading import Reading, read, read_text
from taizhang.sheet import Aspect, Counts, Finding, Sheet

SAMPLES = Path(__file__).parents[2] / "samples"
REPORT = (
    "关于整改情况的报告\n将反馈意见分解为1个方面2个问题，制定整改措施2条。\n一、反馈问题整改落实情况\n（一）供水保障方面\n"
    "1.关于城乡供水保障能力不足的问题\n一是改造管网38公里。\n2.关于水资源刚性约束落实不严的问题\n一是核查取水口412个。"
)


def sample(name: str) -> Reading:
    return read((SAMPLES / name).read_bytes(), name)


def told(text: str, **held: object) -> list[Remark]:
    return [r for r in check(read_text(text), **held) if r.code.startswith("answers.")]  # type: ignore[arg-type]


def ledger(*statements: str) -> Sheet:
    return Sheet("台账", (Aspect("（一）", "供水保障方面", tuple(Finding(None, statement) for statement in statements)),))


def test_a_plan_and_a_report_that_answer_everything_pass() -> None:
    feedback = sample("反馈意见.docx")
    for name in ("整改方案.docx", "整改台账.xlsx", "整改进展情况通报.txt"):
        assert [r for r in check(sample(name), against=feedback) if r.code == "answers.unanswered"] == []


def test_a_finding_of_the_ledger_that_the_report_leaves_out_is_told_at_its_title() -> None:
    (remark,) = told(REPORT, sheet=ledger("城乡供水保障能力不足", "水资源刚性约束落实不严", "节约用水工作推进不力"))
    assert (remark.code, remark.quote, remark.severity) == ("answers.not_reported", "关于整改情况的报告", Severity.ERROR)
    assert "节约用水工作推进不力" in remark.message


def test_a_finding_told_in_quite_other_words_is_a_warning() -> None:
    (remark,) = told(REPORT, sheet=ledger("城乡供水保障能力不足", "取用水监管宽松软"))
    assert remark.severity == Severity.WARNING


def test_numbers_are_held_against_the_ledger() -> None:
    (remark,) = told(REPORT, counts=Counts(aspects=1, findings=2, measures=3))
    assert (remark.quote, remark.message) == ("措施2条", "文中写2条措施，台账里是3条措施。")
    assert told(REPORT, counts=Counts(aspects=1, findings=2, measures=2)) == []
