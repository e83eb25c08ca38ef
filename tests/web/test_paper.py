"""The text of a paper cut into pieces: nothing lost, every place marked."""

from hypothesis import given
from hypothesis import strategies as st

from taizhang.web.paper_text import Place, paragraphs
from taizhang.web.paper_tree import sheet_items

TEXT = "一、总述\n1.问题。一是办。\n\n末行"


def test_pieces_know_what_they_belong_to():
    [_, line, _] = paragraphs(TEXT, [Place(5, 14, "finding", "i2"), Place(10, 14, "measure", "i3")])
    assert [(piece.text, piece.keys, piece.marks) for piece in line.pieces] == [
        ("1.问题。", "i2", "finding"),
        ("一是办。", "i2 i3", "finding measure"),
    ]


def test_a_place_has_one_anchor_also_over_two_lines():
    lines = paragraphs(TEXT[:14], [Place(0, 14, "finding", "i1")])
    assert [piece.anchors for line in lines for piece in line.pieces] == [("i1",), ()]


def test_a_repair_keeps_what_was_there():
    [first, *_] = paragraphs("１２", [Place(0, 2, "repaired", "r1", "１２")])
    assert first.pieces[0].note == "１２"


@given(
    st.text(alphabet="甲乙1\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=8),
)
def test_no_character_is_lost_or_doubled(text, spans):
    marked = [Place(start, start + length, "finding", f"i{n}") for n, (start, length) in enumerate(spans)]
    found = paragraphs(text, marked)
    assert "".join(piece.text for line in found for piece in line.pieces) == text.replace("\n", "")
    for line in found:
        assert text.startswith("".join(piece.text for piece in line.pieces), line.start)


def test_items_are_keyed_in_the_order_of_lines(sheet):
    items = [item for top in sheet_items(sheet) for item in top.walk()]
    assert [item.key for item in items] == [f"i{n}" for n in range(1, len(items) + 1)]
    assert [item.kind for item in items[:5]] == ["aspect", "finding", "manifestation", "manifestation", "measure"]
