"""``taizhang read`` at the terminal: a tree for people, the contract for programs, one clear line where a file cannot be read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from taizhang.cli import main

REPORT = (
    "市水务局整改进展情况通报\n一、加强组织领导\n好。\n二、反馈问题整改落实情况\n（一）供水方面\n1.水压不足问题。一是加泵。好。二是调度。好。\n"
    "共12个问题，已完成整改10个。\n市水务局\n2025年7月1日"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "通报.txt"
    path.write_text(REPORT, "utf-8")
    return path


def test_tree(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(report)]) == 0
    said = capsys.readouterr().out
    assert "台账：1个方面 · 1个问题 · 0条具体表现 · 2条措施" in said
    assert "├ 1.水压不足问题" in said
    assert "完成 10个" in said
    assert "日期：2025-07-01" in said


def test_json(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", str(report)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["issuer"] == "市水务局"
    assert [(c["kind"], c["value"]) for c in told["claims"]] == [("problems", 12), ("completed", 10)]


@pytest.mark.parametrize(("data", "why"), [(None, "打不开"), (b"", "空文件"), (bytes(range(256)) * 4, "编码")])
def test_what_cannot_be_read_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes | None, why: str
) -> None:
    path = tmp_path / "坏.txt"
    if data is not None:
        path.write_bytes(data)
    assert main(["read", "--json", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert why in said.err
    assert said.err.count("\n") == 1


def test_reading_loads_no_django(report: Path) -> None:
    code = (
        "import sys; from taizhang.cli import main; main(['read', '--json', sys.argv[1]]); "
        "sys.exit(any(m in sys.modules for m in ('django', 'pydantic', 'opencc', 'trafilatura', 'docx', 'lxml')))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(report)], stdout=subprocess.DEVNULL, check=False)
    assert done.returncode == 0


def test_a_reader_that_goes_away_is_no_error(report: Path) -> None:
    command = f"{sys.executable} -c 'from taizhang.cli import main; main()' read --json {report} | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stderr == b""
