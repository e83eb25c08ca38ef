"""What reading was not sure of, as the page of a paper shows it."""

import pytest

from taizhang.intake import actions
from taizhang.reading import read_text, to_contract
from taizhang.web.paper_doubts import asides, doubts

DOUBTFUL = (
    "一、反馈问题整改情况\n（一）关于巡河不到位的问题\n一是加密巡查。好。\n三是追责问责。问责2人，其中科级1人。\n四、下一步\n好。"
)


@pytest.fixture
def reading():
    return to_contract(read_text(DOUBTFUL))


def test_an_unsure_item_of_the_tree_is_known_by_place_and_words(reading):
    assert doubts(reading) == {(DOUBTFUL.index("三是"), "追责问责"): "序号从 1 跳到 3"}


def test_what_stands_in_no_tree_is_listed(reading):
    shown = {DOUBTFUL.index("三是")}
    assert [(a.quote, a.doubt) for a in asides(reading, shown)] == [
        ("1人", "没有写追责动词，按前一个人数认定"),
        ("四、下一步", "序号从 1 跳到 4"),
    ]


def test_a_paper_read_before_there_were_doubts_has_none(reading):
    old = {"text": DOUBTFUL, "outline": [], "ledger": [{"aspect": "甲", "start": 0, "findings": []}], "claims": [], "dates": []}
    assert doubts(old) == {}
    assert asides(old, set()) == []


def test_the_page_says_it_in_words_with_a_shape(office, clerk, at):
    paper = actions.read(paper=actions.receive(data=DOUBTFUL.encode(), name="a.txt", by=clerk, at=at), at=at)
    html = office.get(f"/intake/{paper.pk}/").content.decode()
    assert "3 处把握不大" in html
    assert "把握不大：序号从 1 跳到 3" in html
