"""What is not taken in: one clear sentence for each, and nothing left behind."""

import pytest
from django.core.exceptions import ValidationError

from taizhang.intake import actions
from taizhang.intake.models import Paper
from taizhang.journal.models import Event
from taizhang.reading.limits import Limits
from tests.reading.excel import workbook
from tests.reading.word import docx, zipped

MARKED = "秘密★10年\n关于巡察整改情况的报告\n一、问题\n"


def left(settings):
    """Everything in the data folder that a file could leave."""
    folders = [settings.HOME / name for name in ("files", "pictures")]
    return {path for folder in folders if folder.exists() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def nothing_left(settings, db):
    before = left(settings)
    yield
    assert left(settings) == before
    assert not Paper.objects.exists()


def turned_away(clerk, at, data, name):
    with pytest.raises(ValidationError) as error:
        actions.receive(data=data, name=name, by=clerk, at=at)
    [sentence] = error.value.messages
    assert sentence.endswith("。")
    return sentence


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "空.txt", "空文件"),
        (b"  \n", "空.txt", "空文件"),
        (b"PK\x03\x04 half", "半个.docx", "可能没有传完"),
        ("一、问题".encode(), "方案.docx", "扩展名"),
        ("一、问题".encode(), "../../etc/方案.txt", "改名"),
        ("一、问题".encode(), "方\x07案.txt", "改名"),
        ("一、问题".encode(), "方案\u202etxt.exe", "改名"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le"), "密.xlsx", "密码"),
        (b"%PDF-1.7\nnothing", "坏.pdf", "损坏"),
        (zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///x'>]><a>&b;</a>"}), "外.docx", "外部定义"),
        (zipped({"word/document.xml": "0" * 40_000_000}), "弹.docx", "异常"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 12 else "",
)
def test_what_cannot_be_opened_is_not_kept(clerk, at, data, name, why):
    assert why in turned_away(clerk, at, data, name)


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.parametrize("limits", [Limits(file_bytes=100), Limits(characters=10), Limits(cells=2), Limits(members=2)])
def test_limits_are_settings(clerk, at, settings, limits):
    settings.READING_LIMITS = limits
    data = workbook([["序号", "问题"], *[[n, "问题"] for n in range(50)]])
    assert turned_away(clerk, at, data, "清单.xlsx")


@pytest.mark.usefixtures("nothing_left")
def test_what_is_marked_secret_is_not_kept_and_the_event_does_not_say_what_it_was(clerk, at):
    assert "密级“秘密”" in turned_away(clerk, at, MARKED.encode(), "报告.txt")
    event = Event.objects.get(name="paper:refuse")
    assert (event.facts, event.by_name) == ({"mark": "秘密", "size": len(MARKED.encode())}, "张敏")


@pytest.mark.usefixtures("nothing_left")
def test_a_mark_in_the_page_head_counts(clerk, at):
    data = docx("关于整改的报告", header="<w:p><w:r><w:t>机密★</w:t></w:r></w:p>")
    assert "机密" in turned_away(clerk, at, data, "报告.docx")


def test_an_installation_may_take_it_in(clerk, at, settings):
    settings.REFUSE_SECRET = False
    assert actions.receive(data=MARKED.encode(), name="报告.txt", by=clerk, at=at).original.size == len(MARKED.encode())
