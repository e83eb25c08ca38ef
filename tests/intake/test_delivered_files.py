"""What comes back besides our own workbooks: tables in Word, archives of evidence, files that are none."""

import pytest
from django.core.exceptions import ValidationError

from taizhang.intake import actions
from taizhang.intake.delivered.tables import letter
from taizhang.ledger.models import Evidence
from tests.intake.workbooks import delivered, differences, exported, filled, merged
from tests.reading.word import docx, zipped

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def word_table(*rows):
    cells = ("".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in row) for row in rows)
    return docx("整改情况", "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>", "注：按月报送")


def test_a_table_in_word_is_an_answer_too(ledger, clerk, at, today):
    data = word_table(("序号", "反馈问题", "整改措施", "整改进展"), ("1", "管网漏损率偏高", "增设监测点。", "增设42处"))
    diff = actions.compared(delivered(clerk, ledger, at, today, ("报回.docx", data)), clerk, today)
    [item] = diff.items
    assert (item.subject.key, item.facts["text"]) == ("measure:2", "增设42处")
    assert (item.place.sheet, item.place.row, item.place.column) == ("第1个表格", 2, "D")


def test_evidence_comes_in_by_the_numbers_of_its_measures(ledger, clerk, at, today):
    data = zipped({"佐证/1-1 验收单.txt": "验收合格", "1-2-1会议纪要.txt": "纪要", "说明.txt": "其他", "9-9 甲.txt": "甲"})
    diff = actions.compared(delivered(clerk, ledger, at, today, ("佐证.zip", data)), clerk, today)
    assert [(str(i.kind), i.name) for i in diff.items] == [
        ("added", "1-1"),
        ("added", "1-2"),
        ("not_understood", ""),
        ("not_understood", ""),
    ]
    merged(clerk, ledger, at, today, ("佐证.zip", data))
    assert sorted(str(e.number) + e.name for e in Evidence.objects.all()) == ["1-1-11-1 验收单.txt", "1-2-11-2-1会议纪要.txt"]
    assert [
        item.kind for item in actions.compared(delivered(clerk, ledger, at, today, ("佐证.zip", data)), clerk, today).choosable
    ] == []


def test_names_in_gbk_are_read(ledger, clerk, at, today):
    raw = zipped({"1-1 XXXX.txt": "验收"}).replace(b"1-1 XXXX.txt", "1-1 纪要".encode("gbk") + b".txt")
    diff = actions.compared(delivered(clerk, ledger, at, today, ("佐证.zip", raw)), clerk, today)
    assert [item.facts["file"] for item in diff.items] == ["1-1 纪要.txt"]


def test_tables_and_evidence_come_in_together(ledger, person, at, today, clerk):
    water = person("contact", "供水科")
    table = filled(exported(water, ledger, today), {("M1", "整改进展"): "已更换15公里"})
    merged(water, ledger, at, today, ("台账.xlsx", table), ("佐证.zip", zipped({"1-1 验收单.txt": "验收合格"})))
    measure = ledger.measures.get(serial=1)
    assert (measure.progress, measure.evidence.count()) == ("已更换15公里", 1)


def test_twelve_files_at_most(ledger, clerk, at, today):
    data = exported(clerk, ledger, today)
    with pytest.raises(ValidationError, match="1到12个"):
        delivered(clerk, ledger, at, today, *[(f"{n}.xlsx", data) for n in range(13)])


def test_what_is_marked_secret_is_not_kept(ledger, clerk, at, today):
    with pytest.raises(ValidationError, match="密级"):
        delivered(clerk, ledger, at, today, ("a.docx", docx("机密★5年", "管网漏损")))


def test_files_that_hold_no_table_do_not_keep_the_others_back(ledger, clerk, at, today):
    table = filled(exported(clerk, ledger, today), {("M1", "整改进展"): "一"})
    delivery = delivered(clerk, ledger, at, today, ("说明.txt", "只有文字".encode()), ("台账.xlsx", table))
    diff = actions.compared(delivery, clerk, today)
    assert "没有找到台账的表格" in diff.files[0].problem
    assert len(diff.items) == 1


def test_columns_may_change_places(ledger, clerk, at, today):
    from taizhang.reading.formats.xlsx import grids
    from tests.intake.workbooks import table

    [(name, grid, _)] = list(grids(filled(exported(clerk, ledger, today), {("M1", "整改进展"): "一"})))
    shifted = [["", *row[1:], row[0]] for row in grid]
    assert differences(clerk, ledger, at, today, table(shifted, name=name)) == [
        ("changed", "report_progress", "measure:1", {"progress": "一"})
    ]


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_go_by_letters(column, name):
    assert letter(column) == name
