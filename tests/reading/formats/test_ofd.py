"""OFD files by GB/T 33190, made as producers make them: lines put together, templates left out, hostile files refused."""

from __future__ import annotations

import pytest

from samples.write_ofd import SIZE, Placed, ofd, text_object
from taizhang.reading.document import Document, Unreadable
from taizhang.reading.formats import open_document
from taizhang.reading.limits import Limits
from taizhang.reading.secrecy import mark_of
from tests.reading.word import zipped

FULL = "对全市取水口逐一现场核查建立一口一档电子台账对过期取水户"[:26]
LEFT, TOP, PITCH = 30.0, 40.0, 10.2


def column(*lines: str) -> list[Placed]:
    """Lines under one another; each space before a line is one character's indent."""
    return [(LEFT + (len(line) - len(line.lstrip())) * SIZE, TOP + i * PITCH, line.strip()) for i, line in enumerate(lines)]


def opened(data: bytes) -> Document:
    """The document read from these bytes."""
    return open_document(data, "通报.ofd")


def test_wrapped_lines_become_paragraphs() -> None:
    document = opened(ofd(column("  " + FULL[:24], FULL, "为止。", "  一是核查。")))
    assert (document.format, document.text) == ("ofd", f"{FULL[:24]}{FULL}为止。\n一是核查。")


def test_a_paragraph_goes_on_over_the_page_and_numbers_go() -> None:
    first = [*column("  " + FULL[:24], FULL), (100.0, 285.0, "— 1 —")]
    assert opened(ofd(first, column("为止。", "  乙。"))).text == f"{FULL[:24]}{FULL}为止。\n乙。"


def test_a_template_is_left_out_and_its_mark_of_secrecy_is_seen() -> None:
    document = opened(ofd(column("  关于整改的报告"), template=[(30.0, 20.0, "机密★")]))
    assert (document.text, mark_of(document)) == ("关于整改的报告", "机密")


STEPS = [
    ('DeltaX="g 3 5.6"', "整改台账"),
    ('DeltaX="5.6 5.6 5.6"', "整改台账"),
    ("", "整改台账"),
    ('DeltaX="5.6 g 99999999999 5.6"', "整改台账"),
    ('DeltaX="x nan inf"', "整改台账"),
    ('DeltaX="5.6 40 5.6"', "整改\t台账"),
]


@pytest.mark.parametrize(("steps", "told"), STEPS, ids=[steps for steps, _ in STEPS])
def test_steps(steps: str, told: str) -> None:
    assert opened(ofd(text_object(LEFT, TOP, "整改台账", code=steps or 'Z="0"'))).text == told


def test_a_transformation_moves_and_scales() -> None:
    halves = text_object(LEFT, TOP, "台", 'CTM="2 0 0 2 0 -5.6"') + text_object(LEFT, TOP, "账", 'CTM="2 0 0 2 11.2 -5.6"')
    assert opened(ofd(halves)).text == "台账"


def test_what_is_not_shown_is_left_out() -> None:
    shown, hidden = text_object(LEFT, TOP, "台账"), text_object(LEFT, TOP + PITCH, "草稿", 'Visible="false"')
    assert opened(ofd(f"<ofd:PageBlock>{shown}{hidden}</ofd:PageBlock>")).text == "台账"


def test_several_documents_are_read_one_after_the_other() -> None:
    body = "<ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    entry = {"OFD.xml": f'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016">{body * 2}</ofd:OFD>'}
    assert opened(ofd(column("  甲。"), **entry)).text == "甲。\n甲。"


REFUSED = [
    (ofd([]), "只有图片"),
    (ofd(column("甲"), **{"Encryptions.xml": "<a/>"}), "加密"),
    (ofd(column("甲"), **{"OFD.xml": "<a><DocBody><DocRoot>Doc_9/Document.xml</DocRoot></DocBody></a>"}), "缺少文档部件"),
    (ofd(column("甲"), **{"OFD.xml": "<a><DocBody/></a>"}), "缺少文档部件"),
    (ofd(column("甲"), **{"OFD.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "DTD"),
    (ofd(column("甲"), **{"Doc_0/Pages/Page_0/Content.xml": "<a" + " " * 40_000_000}), "解压后"),
    (zipped({"OFD.xml": "<a>"}), "已损坏"),
]


@pytest.mark.parametrize(("data", "word"), REFUSED, ids=[word for _, word in REFUSED])
def test_what_cannot_be_read_says_why(data: bytes, word: str) -> None:
    with pytest.raises(Unreadable, match=f"“通报.ofd”.*{word}"):
        opened(data)


@pytest.mark.parametrize(("limits", "word"), [(Limits(pages=1), "1 页"), (Limits(characters=3), "3 个字")])
def test_limits(limits: Limits, word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        open_document(ofd(column("甲乙"), column("丙丁")), "x.ofd", limits)
