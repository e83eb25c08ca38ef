"""``taizhang check`` at the terminal: line and caret, the contract for programs, statuses for scripts, answers that stay."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from taizhang.cli import main

WRONG = "市水务局工作情况\n2026年2月30日，会议布署了整改工作。\n"
FINE = "市水务局工作情况\n2026年2月27日，会议部署了整改工作。\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "情况.txt"
    path.write_text(WRONG, "utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [remark["code"] for remark in json.loads(capsys.readouterr().out)["remarks"]]


def test_a_remark_has_its_line_a_caret_and_what_it_could_be(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(paper)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "情况.txt:2:1 错误 没有这一天 [dates.impossible@2:1]"
    assert lines[1] == "    2026年2月30日，会议布署了整改工作。"
    assert lines[2] == "    ^^^^^^^^^^^^^"
    assert lines[7] == " " * 23 + "^^^^"
    assert "    可改为：部署" in lines
    assert lines[-1] == "情况.txt：错误 1 · 提醒 1"


def test_json_keeps_the_contract(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", str(paper)]) == 1
    first = json.loads(capsys.readouterr().out)["remarks"][0]
    assert first["code"] == "dates.impossible"
    assert (first["severity"], first["quote"], first["start"], first["end"]) == ("error", "2026年2月30日", 9, 19)
    assert {"message", "english", "suggestion", "sentence"} <= first.keys()


def test_a_paper_without_errors_ends_with_zero(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper.write_text(FINE, "utf-8")
    assert main(["check", str(paper)]) == 0
    assert capsys.readouterr().out == "情况.txt：没有提示\n"


@pytest.mark.parametrize("name", ["没有.txt", "坏.docx"])
def test_what_cannot_be_read_ends_with_two_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 nothing")
    assert main(["check", str(tmp_path / name)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_an_answer_stays_when_the_paper_comes_back_changed(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(paper), "--answer", "dates.impossible@2", "原文如此"]) == 0
    assert "已说明 1" in capsys.readouterr().out
    paper.write_text("新加的一段。\n" + WRONG, "utf-8")
    assert main(["check", str(paper)]) == 0
    paper.write_text(WRONG.replace("会议布署", "局党委会布署"), "utf-8")
    assert main(["check", str(paper)]) == 1


def test_an_answer_to_nothing_is_refused(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(paper), "--answer", "dates.impossible@7", "原文如此"]) == 2
    assert "这里没有这条提示" in capsys.readouterr().err
    assert not paper.with_name("情况.txt.remarks.json").exists()


def test_checks_can_be_switched_off(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", str(paper), "--off", "dates", "--off", "wording.slip"]) == 0
    assert told(capsys) == []
    assert main(["check", str(paper), "--off", "no.such"]) == 2


def test_a_plan_is_held_against_its_feedback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feedback, plan = tmp_path / "反馈意见.txt", tmp_path / "整改方案.txt"
    feedback.write_text("反馈意见\n一、发现的主要问题\n（一）供水方面\n1.供水能力不足\n2.节水推进不力\n", "utf-8")
    plan.write_text("整改方案\n一、整改任务和措施\n（一）供水方面\n1.关于供水能力不足的问题\n（1）改造管网45公里。\n", "utf-8")
    assert main(["check", "--json", str(plan), "--against", str(feedback)]) == 1
    assert "answers.unanswered" in told(capsys)


def test_earlier_papers_of_a_folder_are_compared(paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    same = "市水务局组成6个核查组，用40天时间对全市412个取水口逐一现场核查，建立一口一档电子台账。\n"
    paper.write_text(same, "utf-8")
    (tmp_path / "上年.txt").write_text(same, "utf-8")
    assert main(["check", "--json", str(paper), "--earlier", str(tmp_path)]) == 0
    assert told(capsys) == ["wording.copied"]


def test_several_files_are_a_line_each_and_the_worst_decides(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fine = tmp_path / "好.txt"
    fine.write_text(FINE, "utf-8")
    assert main(["check", "--json", str(paper), str(fine)]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [len(line["remarks"]) for line in lines] == [2, 0]
    assert lines[1]["file"] == str(fine)


def test_a_page_with_the_remarks_in_its_margin_is_written(paper: Path, tmp_path: Path) -> None:
    out = tmp_path / "校核.html"
    assert main(["check", str(paper), "--html", str(out)]) == 1
    assert "没有这一天" in out.read_text("utf-8") or "不是日历上有的日期" in out.read_text("utf-8")


def test_a_profile_of_ones_own_spares_a_check(paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from taizhang.profiles import path_of

    own = tmp_path / "本局.toml"
    own.write_text(path_of("inspection").read_text("utf-8") + '\n[[checks_off]]\ncode = "dates"\nreason = "历史材料"\n', "utf-8")
    assert main(["check", "--json", str(paper), "--profile", str(own)]) == 0
    assert main(["check", str(paper), "--profile", "none"]) == 2


def test_checking_needs_no_django(paper: Path) -> None:
    code = "import sys; from taizhang.cli import main; main(['check', sys.argv[1]]); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code, str(paper)], capture_output=True, check=False).returncode == 0
