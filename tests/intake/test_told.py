"""What a paper says it lists: the numbers of the breakdown, not any other number of problems in it."""

import pytest

from taizhang.intake.told import reasons, told
from taizhang.reading import read_text, to_contract
from taizhang.sheet import Counts

FOUND = Counts(aspects=4, findings=12, manifestations=0, measures=57)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("将反馈意见分解为4个方面12个问题28个具体表现，制定57条整改措施。", (4, 12, 28, 57)),
        ("一、开展专项整治，排查问题437个。\n将反馈意见细化为4个方面12个问题，制定整改措施57条。", (4, 12, None, 57)),
        ("将反馈意见分解为4个方面12个问题，制定57条措施。\n截至目前，57条措施已完成50条。", (4, 12, None, 57)),
        ("各项整改任务正在推进。", (None, None, None, None)),
    ],
)
def test_the_breakdown_is_what_is_compared(text, said):
    reading = to_contract(read_text(text))
    assert tuple(level.said for level in told(FOUND, reading["claims"], reading["text"])) == said


def test_fewer_and_more_are_explained_apart():
    reading = to_contract(read_text("分解为4个方面14个问题，制定56条整改措施。"))
    levels = told(FOUND, reading["claims"], reading["text"])
    assert [level.differs for level in levels] == [False, True, False, True]
    assert len(reasons(levels)) == 2
