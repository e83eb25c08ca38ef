"""Many files at the desk: one line each, in order, whatever becomes of one of them."""

import json
import os
from pathlib import Path

import pytest

from taizhang.cli import main, many


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(f"一、总体情况\n问题{number}个。", "utf-8")
    (tmp_path / "下级").mkdir()
    (tmp_path / "下级" / "甲.txt").write_text("二、整改", "utf-8")
    (tmp_path / "~$锁.docx").write_bytes(b"x")
    return tmp_path


def test_a_folder_is_read_in_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", str(folder)]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [Path(one["file"]).name for one in told] == [f"{n:02}.txt" for n in range(12)] + ["甲.txt"]
    assert told[7]["claims"][0]["value"] == 7


def test_what_cannot_be_read_is_told_in_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "03.txt").write_bytes(b"")
    assert main(["read", "--json", *(str(folder / f"{n:02}.txt") for n in (2, 3, 99))]) == 2
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ["text" in one for one in told] == [True, False, False]
    assert "空文件" in told[1]["error"]
    assert "打不开" in told[2]["error"]


def test_several_files_are_for_machines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(folder)]) == 2
    assert "--json" in capsys.readouterr().err


def fall(file: Path, ocr: bool) -> many.Line:
    """A reading that takes its process with it at one file."""
    if file.name == "05.txt":
        os._exit(9)
    return many.json.dumps(file.name), True


def test_a_process_that_falls_takes_no_other_file_with_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "line", fall)
    told = list(many.lines(sorted(folder.glob("*.txt")), workers=2))
    assert [well for _, well in told] == [n != 5 for n in range(12)]
    assert "意外退出" in told[5][0]
