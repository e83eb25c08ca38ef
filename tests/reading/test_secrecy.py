"""Marks of secrecy are found where they stand, and nowhere else."""

import pytest

from taizhang.reading import Document
from taizhang.reading.formats import open_document
from taizhang.reading.secrecy import mark_of, running_heads
from tests.reading.word import docx, run


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("秘密★10年\n关于巡察整改的报告", "秘密"),
        ("000001\n机 密 ★ 长期\n关于巡察整改的报告", "机密"),
        ("密级：绝密\n正文", "绝密"),
        ("【机密】\n正文", "机密"),
        ("问题清单\t\t秘密★5年\n序号\t问题", "秘密"),
        ("关于加强国家秘密管理的通知\n发现机密文件未登记。", None),
        ("正文\n" * 15 + "秘密★5年", None),
    ],
)
def test_a_mark_stands_in_the_head(text, level):
    assert mark_of(Document(text)) == level


@pytest.mark.parametrize(("name", "level"), [("【秘密】清单.docx", "秘密"), ("机密★.txt", "机密"), ("机密文件管理.docx", None)])
def test_a_name_can_bear_the_mark(name, level):
    assert mark_of(Document("正文"), name) == level


def test_a_mark_in_the_page_head_of_a_word_document_is_found():
    data = docx("关于整改的报告", header=f"<w:p>{run('秘密★')}</w:p>")
    document = open_document(data, "报告.docx")
    assert mark_of(document) is None
    assert mark_of(document, running=running_heads(data, document.format)) == "秘密"
