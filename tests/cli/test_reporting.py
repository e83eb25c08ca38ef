"""``taizhang report`` from papers, without a database; ``report-ledger`` from a snapshot."""

import json
from pathlib import Path

import pytest

from taizhang.cli import main
from taizhang.ledger import actions
from taizhang.reading import read
from tests.reports.test_word import departures

LIST = "samples/三张清单.xlsx"


def write(*words):
    return main(["report", *map(str, words), "--body", "市水务局", "--as-of", "2026-11-22"])


def test_a_list_becomes_an_official_paper(tmp_path):
    target = tmp_path / "任务.docx"
    assert write("任务清单", LIST, "-o", target) == 0
    text = read(target.read_bytes(), "a.docx").text
    assert "市水务局巡察反馈问题整改任务清单" in text
    assert "截至日期：2026年11月22日" in text
    assert departures(target.read_bytes()) == []


def test_a_plan_from_a_list_has_all_of_it(tmp_path):
    target = tmp_path / "方案.docx"
    assert write("plan", LIST, "-o", target) == 0
    counts = read(target.read_bytes(), "整改方案.docx").sheet.counts()
    assert counts == read(Path(LIST).read_bytes(), "三张清单.xlsx").sheet.counts()


def test_what_was_printed_as_json_does_as_well(tmp_path, capsys):
    main(["read", "--json", LIST])
    told = tmp_path / "读出.json"
    told.write_text(capsys.readouterr().out, "utf-8")
    pages = [tmp_path / "a.html", tmp_path / "b.html"]
    assert [write("责任清单", source, "-o", page) for source, page in zip((LIST, told), pages, strict=True)] == [0, 0]
    assert pages[0].read_text("utf-8") == pages[1].read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("没有的表", LIST), "有：整改方案（plan）"),
        (("report", LIST, "-o", "报告.xlsx"), "可以写成.docx"),
        (("tasks", "没有.xlsx"), "打不开"),
        (("tasks", "{tmp}/坏.json"), "不是 taizhang read --json"),
        (("tasks", "{tmp}/空.txt"), "没有认出问题和措施"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(tmp_path, capsys, words, why):
    (tmp_path / "坏.json").write_text(json.dumps({"title": 1}), "utf-8")
    (tmp_path / "空.txt").write_text("关于召开会议的通知", "utf-8")
    assert write(*(word.format(tmp=tmp_path) for word in words)) == 2
    said = capsys.readouterr().err
    assert why in said
    assert said.count("\n") == 1


def test_a_wrong_day_is_refused(capsys):
    assert main(["report", "tasks", LIST, "--body", "市水务局", "--as-of", "昨天"]) == 2
    assert "2026-11-22" in capsys.readouterr().err


def test_a_form_of_a_ledger_comes_from_its_snapshot(approved, clerk, at, tmp_path, capsys):
    target = tmp_path / "月报.docx"
    assert main(["report-ledger", "monthly", approved.title, "-o", str(target)]) == 2
    assert "还没有数据版本" in capsys.readouterr().err
    actions.take_snapshot(ledger=approved, by=clerk, at=at)
    assert main(["report-ledger", "monthly", str(approved.pk), "-o", str(target)]) == 0
    assert "数据版本1" in read(target.read_bytes(), "a.docx").text
    assert main(["report-ledger", "monthly", approved.title, "--snapshot", "7"]) == 2


def test_no_ledger_of_that_name(db, capsys):
    assert main(["report-ledger", "monthly", "没有的台账"]) == 2
    assert "没有这个台账" in capsys.readouterr().err
