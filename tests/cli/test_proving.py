"""``taizhang verify`` and ``taizhang heads`` as a person at the terminal sees them."""

import pytest
from django.db import connection

from taizhang.cli.proving import print_heads, read_heads, verify_all
from taizhang.journal.models import Event, Log


def test_all_is_whole(ledger, capsys):
    assert verify_all({}) == 0
    out = capsys.readouterr().out
    assert "✔ 2026年巡察整改台账：4 条" in out
    assert out.endswith("全部完整，未被改动。\n")


def test_one_changed_byte_is_named(ledger, capsys):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_event SET payload = replace(payload, '管网', '管綱') WHERE subject = 'finding:1'")
    assert verify_all({}) == 1
    assert "✘ 2026年巡察整改台账：第 2 条与记录时不符" in capsys.readouterr().out


def test_a_log_that_is_gone_is_missed(ledger, capsys):
    Event.objects.filter(log__key=ledger.log_key).delete()
    Log.objects.filter(key=ledger.log_key).delete()
    assert verify_all({}) == 1
    assert "整个日志不见了" in capsys.readouterr().out


def test_heads_are_kept_and_held_against_the_log_later(ledger, capsys, tmp_path):
    print_heads()
    kept = tmp_path / "heads.txt"
    kept.write_text(capsys.readouterr().out, "utf-8")
    assert verify_all(read_heads(kept)) == 0
    Log.objects.filter(key=ledger.log_key).update(size=0, peaks=b"")
    Event.objects.filter(log__key=ledger.log_key).delete()
    assert verify_all({}) == 0
    assert verify_all(read_heads(kept)) == 1


def test_a_file_that_holds_no_heads_is_named_by_its_line(tmp_path):
    kept = tmp_path / "heads.txt"
    kept.write_text("ledger:x 1:zz\n", "utf-8")
    with pytest.raises(ValueError, match="第 1 行"):
        read_heads(kept)
