"""``taizhang backup, restore, export, import`` as a person at the terminal sees them: one line says what, where, what to do."""

import pytest
from django.db import OperationalError

from taizhang.cli import main
from taizhang.files import store
from taizhang.journal.models import Event
from taizhang.ledger.actions import adopt
from taizhang.ledger.models import Ledger

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path, monkeypatch):
    """A data folder, and a folder to stand in, of each test's own."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def told(capsys, *words):
    """Exit status, standard output and standard error of one command."""
    status = main([str(word) for word in words])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_backup_says_what_is_in_it_and_to_keep_it_safe(ledger, tmp_path, capsys):
    status, out, err = told(capsys, "backup", tmp_path / "b.zip")
    assert (status, err) == (0, "")
    assert "1 个台账，3 个问题，4 条措施" in out
    assert "妥善保管" in out


def test_a_damaged_file_is_told_and_the_exit_status_says_so(ledger, settings, tmp_path, capsys, at):
    original = store.keep(b"paper", at=at)
    next(settings.HOME.glob("files/*/*")).unlink()
    status, _, err = told(capsys, "backup", tmp_path / "b.zip")
    assert (status, err) == (1, f"文件 {original.digest} 没有备份进去。\n")


def test_a_ledger_goes_out_under_its_name_and_comes_in_once(ledger, tmp_path, capsys):
    status, out, _ = told(capsys, "export", "--ledger", ledger.pk)
    assert status == 0
    [package] = (tmp_path / "here").iterdir()
    assert package.name.startswith("2026年巡察整改台账-20")
    assert "3 个问题，4 条措施，4 条办理记录，0 个文件" in out
    assert Event.objects.filter(name="ledger:export").count() == 1
    status, _, err = told(capsys, "import", package)
    assert (status, err) == (2, f"这个台账已在本系统中（编号 {ledger.pk}，2026年巡察整改台账），没有重复导入。\n")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["export", "--ledger", "999"], "没有编号为 999 的台账。"), (["import", "x.zip"], "找不到文件 x.zip。"),
        (["import", "x.zip", "--body", "999"], "没有编号为 999 的单位。"), (["restore", "x.zip"], "找不到文件 x.zip。"),
        (["backup", "nowhere/x.zip"], "不能在 nowhere 中写文件"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_one_line(ledger, capsys, words, why):
    status, out, err = told(capsys, *words)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert why in err


def test_a_file_that_is_damaged_keeps_its_ledger_here(clerk, sheet, opening, settings, tmp_path, capsys, at):
    source = store.keep(b"paper", at=at)
    ledger = adopt(opening=opening, sheet=sheet, source=source, reported=True, by=clerk, at=at)
    next(settings.HOME.glob("files/*/*")).unlink()
    status, _, err = told(capsys, "export", "--ledger", ledger.pk)
    assert (status, err.count("\n"), list((tmp_path / "here").iterdir())) == (2, 1, [])
    assert source.digest[:12] in err


def test_a_database_without_tables_is_told(capsys, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("no such table: ledger_ledger\nLINE 1")

    monkeypatch.setattr(Ledger.objects, "filter", fail)
    status, _, err = told(capsys, "export", "--ledger", 1)
    assert (status, err.count("\n")) == (2, 1)
    assert "请先运行一次 taizhang serve" in err


def test_a_package_is_no_backup_and_a_backup_no_package(ledger, tmp_path, capsys):
    told(capsys, "export", "--ledger", ledger.pk, tmp_path / "l.zip")
    told(capsys, "backup", tmp_path / "b.zip")
    assert "不是台账备份：这里只接受 taizhang backup 制作的文件" in told(capsys, "restore", tmp_path / "l.zip")[2]
    assert "不是台账导出包：这里只接受 taizhang export 制作的文件" in told(capsys, "import", tmp_path / "b.zip")[2]
