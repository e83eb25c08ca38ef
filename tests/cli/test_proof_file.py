"""``taizhang prove`` and ``verify-proof`` as two people at two terminals see them."""

import subprocess
import sys

import pytest

from taizhang.cli import main
from taizhang.cli.proving import print_heads
from taizhang.journal.heads import head_of
from taizhang.journal.models import Event, Log


@pytest.fixture
def proof(ledger, tmp_path):
    file = tmp_path / "proof.json"
    assert main(["prove", str(ledger.pk), "--event", "2", "-o", str(file)]) == 0
    return file


def test_one_event_is_proven_in_plain_words(proof, ledger, capsys):
    capsys.readouterr()
    assert main(["verify-proof", str(proof)]) == 0
    said = capsys.readouterr().out
    assert "✔ 第 2 条记录一字未改" in said
    assert "市水务局，张敏" in said
    assert "事项：问题 1 finding:add" in said
    assert "管网漏损率偏高" in said
    assert f"请与您自己留存的核对，应当一致：“共 4 条，校验码 {head_of(ledger.log_key).code}”" in said


def test_a_proof_needs_neither_database_nor_django(proof):
    code = "import sys; from taizhang.cli import main; status = main(sys.argv[1:]); assert 'django' not in sys.modules; sys.exit(status)"
    done = subprocess.run([sys.executable, "-c", code, "verify-proof", str(proof)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("kept", "status", "said"), [("{size}:{code}", 0, "✔ 与您留存的一致"), ("5:{code}", 1, "✘ 与您留存的不一致")]
)
def test_the_head_on_ones_own_paper_is_held_against_it(proof, ledger, capsys, kept, status, said):
    head = head_of(ledger.log_key)
    assert main(["verify-proof", str(proof), "--head", kept.format(size=head.size, code=head.code)]) == status
    assert said in capsys.readouterr().out


def test_a_later_head_is_proven_to_add_only(ledger, clerk, units, at, tmp_path, capsys):
    from taizhang.ledger.actions import set_office_unit

    print_heads()
    (tmp_path / "heads.txt").write_text(capsys.readouterr().out, "utf-8")
    set_office_unit(ledger=ledger, unit=units["办公室"], by=clerk, at=at)
    assert main(["prove", str(ledger.pk), "--head", str(tmp_path / "heads.txt"), "-o", str(tmp_path / "proof.json")]) == 0
    assert main(["verify-proof", str(tmp_path / "proof.json")]) == 0
    assert "只有增加：以前的一条也没有改动、删去或插入。" in capsys.readouterr().out


def test_a_changed_log_writes_no_proof(ledger, tmp_path, capsys):
    Event.objects.filter(log__key=ledger.log_key, seq=1).update(payload="{}")
    assert main(["prove", str(ledger.pk), "--event", "2", "-o", str(tmp_path / "proof.json")]) == 1
    assert not (tmp_path / "proof.json").exists()
    assert "被改动过" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["prove", "99", "--event", "1"], "没有“99”这本记录"),
        (["prove", "site"], "请写明要证明哪一条"),
        (["prove", "site", "--head", "12:abc"], "校验码是 40 位"),
        (["prove", "site", "--head", "1:" + "0" * 40], "不是给出的校验码"),
    ],
)
def test_what_is_asked_for_wrongly_is_said(ledger, tmp_path, capsys, words, said):
    assert main([*words, "-o", str(tmp_path / "proof.json")]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"", b"{}", "整改情况".encode(), b"\xff\xfe"])
def test_what_is_no_proof_is_said_to_be_none(tmp_path, capsys, data):
    (tmp_path / "x.json").write_bytes(data)
    assert main(["verify-proof", str(tmp_path / "x.json")]) == 2
    assert "不是台账写出的证明文件" in capsys.readouterr().err
    assert main(["verify-proof", str(tmp_path / "none.json")]) == 2


def test_a_terminal_is_not_obeyed(ledger, tmp_path, capsys):
    from taizhang.journal.append import Actor, Entry, append
    from tests.conftest import AT

    append("ledger:z", [Entry("a:b", "c:1", {"x": "好\x9b2J"})], by=Actor("", "张\u202e敏\x1b[2J"), at=AT)
    assert main(["prove", "ledger:z", "--event", "1", "-o", str(tmp_path / "z.json")]) == 0
    assert main(["verify-proof", str(tmp_path / "z.json")]) == 0
    assert not {"\x1b", "\x9b", "\u202e"} & set(capsys.readouterr().out)


def test_a_head_typed_from_paper_says_whose_it_is(ledger, capsys):
    head = head_of(ledger.log_key)
    assert main(["verify", "--head", f"共 {head.size} 条，校验码 {head.code}"]) == 0
    assert "在“2026年巡察整改台账”里，现有 4 条" in capsys.readouterr().out
    assert main(["verify", "--head", f"3:{head.code}"]) == 1
    assert main(["verify", "--head", "3"]) == 2
    Event.objects.filter(log__key=ledger.log_key, seq=3).delete()
    Log.objects.filter(key=ledger.log_key).update(size=3)
    assert main(["verify", "--head", f"{head.size}:{head.code}"]) == 1
