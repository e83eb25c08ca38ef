"""Sealed archives: whole or not there, and nothing is taken from one that is not what its manifest says."""

import hashlib
import json
import zipfile

import pytest

from taizhang.keeping.form import Bounds, Form, Unusable
from taizhang.keeping.sealed import unsealed
from taizhang.keeping.sealing import Sealing
from tests.keeping.archives import forged, members, rewritten

PICTURE = f"files/{hashlib.sha256(b'picture').hexdigest()}"
BOX = Form("box", "箱子", "box", 1, "box.json")


@pytest.fixture
def box(tmp_path, at):
    path = tmp_path / "box.zip"
    with Sealing(path, BOX, at=at) as sealing:
        sealing.lines("rows/a.jsonl", ([n, "市水务局"] for n in range(1200)))
        sealing.put(PICTURE, b"picture")
        sealing.seal({"what": "test"})
    return path


def refusal(path, form=BOX):
    """Why ``path`` is not taken."""
    with pytest.raises(Unusable) as refused:
        read_all(path, form)
    return str(refused.value)


def read_all(path, form=BOX):
    """Everything in the box, as restoring does it."""
    with unsealed(path, form) as sealed:
        sealed.check()
        return sealed.read(PICTURE), list(sealed.lines("rows/a.jsonl"))


def test_what_is_sealed_comes_out_again(box):
    with unsealed(box, BOX) as sealed:
        sealed.check()
        assert sealed.facts["what"] == "test"
        assert list(sealed.lines("rows/a.jsonl")) == [[n, "市水务局"] for n in range(1200)]
        assert sealed.read(PICTURE) == b"picture"


def test_only_its_owner_reads_it_and_nothing_lies_beside_it(box):
    assert box.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in box.parent.iterdir()] == ["box.zip"]


def test_a_failure_while_writing_leaves_nothing(tmp_path, at):
    def rows():
        yield [1]
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"), Sealing(tmp_path / "x.zip", BOX, at=at) as sealing:
        sealing.lines("rows/a.jsonl", rows())
    assert not list(tmp_path.iterdir())


def test_leaving_before_the_seal_leaves_nothing(tmp_path, at):
    with Sealing(tmp_path / "x.zip", BOX, at=at) as sealing:
        sealing.put(PICTURE, b"half")
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_is_not_overwritten(box, at):
    before = box.read_bytes()
    with pytest.raises(Unusable, match="已经存在"), Sealing(box, BOX, at=at):
        pass
    assert box.read_bytes() == before


def test_a_folder_that_is_not_there_is_named(tmp_path, at):
    with pytest.raises(Unusable, match="nowhere 中写文件"), Sealing(tmp_path / "nowhere" / "x.zip", BOX, at=at):
        pass


@pytest.mark.parametrize("keep", [0, 3, 100, 0.5, 0.9, -1])
def test_a_file_cut_anywhere_is_refused(box, tmp_path, keep):
    whole = box.read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: int(len(whole) * keep) if isinstance(keep, float) else keep])
    assert "没有写入任何内容" in refusal(cut)


def test_every_changed_byte_is_refused_or_changes_nothing(box, tmp_path):
    whole, flipped = box.read_bytes(), tmp_path / "flipped.zip"
    for place in range(0, len(whole), 41):
        flipped.write_bytes(whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :])
        try:
            picture, rows = read_all(flipped)
        except Unusable:
            continue
        assert (picture, len(rows)) == (b"picture", 1200)


def test_a_member_that_was_changed_is_named(box, tmp_path):
    assert f"{PICTURE} 与清单不符" in refusal(rewritten(box, tmp_path / "x.zip", {PICTURE: b"pictorial"[:7]}))


@pytest.mark.parametrize("change", [{PICTURE: None}, {"files/f2": b"more"}, {PICTURE: b"longer than it was"}])
def test_members_that_are_not_the_manifests_are_refused(box, tmp_path, change):
    assert "里的文件与清单不符" in refusal(rewritten(box, tmp_path / "x.zip", change))


@pytest.mark.parametrize("name", ["../up", "/etc/x", "files/../../up", "a\\b", "C:x", "files/.hidden", "a//b", "x\ny", "中"])
def test_names_that_lead_elsewhere_are_refused(box, tmp_path, name):
    assert "不合规的文件名" in refusal(forged(box, tmp_path / "x.zip", {name: b""}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(box):
    with zipfile.ZipFile(box, "a") as archive:
        archive.writestr(PICTURE, b"another")
    assert "重名" in refusal(box)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"kind": "sack"}, "不是箱子"), ({"format": "1"}, "不是箱子"), ({"members": []}, "清单不合格式"), ({"members": {"a": 1}}, "清单不合格式"),
        ({"format": 2, "product": "9.9"}, "由更新版本的产品（9.9）制作"),
    ],
)  # fmt: skip
def test_a_manifest_of_another_kind_or_a_newer_product_is_refused(box, tmp_path, facts, why):
    assert why in refusal(forged(box, tmp_path / "x.zip", **facts))


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_a_manifest_that_is_none_is_refused(box, tmp_path, manifest):
    assert str(tmp_path) in refusal(rewritten(box, tmp_path / "x.zip", {"box.json": manifest}))


def test_other_zips_and_other_files_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    (tmp_path / "text.zip").write_text("not a zip")
    assert "这里只接受 taizhang box 制作的文件" in refusal(tmp_path / "other.zip")
    assert "打不开" in refusal(tmp_path / "text.zip")
    assert "找不到" in refusal(tmp_path / "missing.zip")


def bounded(**bounds):
    return Form("box", "箱子", "box", 1, "box.json", Bounds(**bounds))


@pytest.mark.parametrize(
    ("bounds", "why"),
    [
        ({"members": 2}, "超过 2 个"), ({"manifest_bytes": 10}, "清单过大"), ({"unpacked_bytes": 1000}, "解压后超过"),
        ({"member_bytes": 5}, "超过 5 字节"), ({"ratio": 2, "ratio_from": 100}, "大得异常"), ({"line_bytes": 8}, "第 1 行过长"),
    ],
)  # fmt: skip
def test_an_archive_asks_only_so_much_of_the_machine(box, bounds, why):
    assert why in refusal(box, bounded(**bounds))


def test_a_line_that_is_no_json_is_named(box, tmp_path):
    assert "rows/a.jsonl 第 2 行" in refusal(forged(box, tmp_path / "x.zip", {"rows/a.jsonl": b"[1]\n[2\n"}))


def test_a_file_under_another_name_than_its_digest_is_refused(box, tmp_path):
    assert "内容与名称不符" in refusal(forged(box, tmp_path / "x.zip", {PICTURE: b"another picture"}))


def test_the_manifest_tells_sizes_and_digests_of_all_others(box):
    told = json.loads(members(box)["box.json"])["members"]
    assert {name: member["size"] for name, member in told.items()} == {
        name: len(data) for name, data in members(box).items() if name != "box.json"
    }
