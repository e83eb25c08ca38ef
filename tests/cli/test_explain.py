"""``taizhang read --explain``: each item with its line and the rule that read it, the unsure ones marked."""

from pathlib import Path

from taizhang.cli import main


def test_each_item_says_its_line_and_its_rule(tmp_path: Path, capsys) -> None:
    file = tmp_path / "a.txt"
    file.write_text("一、组织领导\n抓好整改。\n三、问题整改\n反馈问题12个。", "utf-8")
    assert main(["read", "--explain", str(file)]) == 0
    said = capsys.readouterr().out
    assert "共认出 3 项，其中 1 项把握不大" in said
    assert "● 第 1 行第 1 字  1 级 一、组织领导  〔行首序号“一、”，100〕" in said
    assert "▲ 第 3 行第 1 字  1 级 三、问题整改  〔行首序号“一、”，75；序号从 1 跳到 3〕" in said
    assert "● 第 4 行第 3 字  问题 12个  〔数前面的名词，95〕" in said


def test_a_text_with_nothing_in_it_is_said_so(tmp_path: Path, capsys) -> None:
    file = tmp_path / "a.txt"
    file.write_text("今天天气晴，各科室照常办公。", "utf-8")
    assert main(["read", "--explain", str(file)]) == 0
    assert capsys.readouterr().out == "没有认出任何内容。\n"
