"""A binder as PDF, drawn by LibreOffice: pages in order and numbered, hostile files left out by name, the outline in place."""

import hashlib
import io
from datetime import date, datetime

import pypdfium2
import pytest
from PIL import Image

from taizhang.reports import pdf
from taizhang.reports.binder import book, paging, programs, sorting
from taizhang.reports.binder.contents import Binder, Part, Piece, Section
from taizhang.reports.binder.outline import Mark, write_outline
from taizhang.reports.official import Heading, Official, Text
from taizhang.reports.word import docx

pytestmark = pytest.mark.skipif(pdf.why_not() is not None, reason="LibreOffice is not installed")
CARD = Official("问题1整改档案", (Heading(1, "基本情况"), Text("老城区管网漏损率偏高。")))


def picture(size, kind="JPEG", mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, kind)
    return out.getvalue()


def pages(count, rotation=0):
    out = io.BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(count):
            document.new_page(595, 842).set_rotation(rotation)
        document.save(out)
    return out.getvalue()


BOMB = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (60000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00" + b"\0" * 40
FILES = {
    "横拍.jpg": (picture((400, 300)), ""),
    "竖拍.png": (picture((300, 400), "PNG", "RGBA"), ""),
    "验收单.pdf": (pages(3), ""),
    "倒着扫的.pdf": (pages(1, 180), ""),
    "纪要.docx": (docx(CARD), ""),
    "说明.txt": ("供水情况说明".encode("gbk"), ""),
    "坏的.pdf": (b"%PDF-1.4 garbage", paging.BROKEN),
    "坏的.jpg": (b"\xff\xd8\xff garbage", paging.NO_PICTURE),
    "炸弹.png": (BOMB, paging.NO_PICTURE),
    "坏的.docx": (docx(CARD)[:-300], "不能转成 PDF"),
    "公文.ofd": (b"\0\1\2", "不能转成 PDF"),
}


@pytest.fixture(scope="module")
def bound(tmp_path_factory):
    """A binder of all these files, one that is gone and one on paper: what was made, and its document."""
    home = tmp_path_factory.mktemp("binder")
    pieces = []
    for n, (name, (data, _)) in enumerate(FILES.items(), 1):
        (home / str(n)).write_bytes(data)
        pieces.append(Piece(f"1-1-{n}", name, "1.1 更换管网", home / str(n), hashlib.sha256(data).hexdigest()))
    pieces.append(Piece("1-1-98", "丢了的.pdf", "1.1 更换管网", home / "gone", "0" * 64))
    pieces.append(Piece("1-1-99", "会议纪要", "1.1 更换管网", place="水办〔2026〕8号　档案室"))
    part = Part(
        "问题1 管网漏损", CARD, (Section("1.1 更换管网", tuple(pieces)),), Official("问题1办理记录", (Text("列入台账。"),))
    )
    told = Binder("市水务局整改佐证材料汇编", "市水务局", "2026年台账", date(2026, 11, 22), (part,))
    (home / "work").mkdir()
    made = book.write(told, home / "bound.pdf", home / "work")
    document = pypdfium2.PdfDocument(home / "bound.pdf")
    yield made, document
    document.close()


def test_hostile_and_broken_files_are_named_and_sink_nothing(bound):
    made, _ = bound
    said = {one.name: one.why for one in made.missing}
    for name, (_, why) in FILES.items():
        assert (name in said) == bool(why), name
        assert why in said.get(name, "")
    assert said["丢了的.pdf"] == sorting.DAMAGED
    assert [one.place for one in made.missing if one.name == "会议纪要"] == ["水办〔2026〕8号　档案室"]


def test_every_page_but_the_cover_has_its_number(bound):
    made, document = bound
    said = [page.get_textpage().get_text_range() for page in document]
    assert made.pages == len(said)
    assert "— 1 —" not in said[0]
    assert all(f"— {n} —" in text for n, text in enumerate(said[1:], 2))


def test_the_contents_name_the_page_where_things_are(bound):
    _, document = bound
    contents = "".join(document[1].get_textpage().get_text_range().split())
    labelled = [n for n, page in enumerate(document, 1) if "1-1-3\r\n" in page.get_textpage().get_text_range() + "\r\n" and n > 2]
    assert f"1-1-3验收单.pdf{labelled[0]}" in contents


def test_the_outline_opens_each_piece(bound):
    _, document = bound
    toc = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    assert [title for level, title, _ in toc if level == 0] == ["封面", "目录", "问题1 管网漏损"]
    places = [place for *_, place in toc]
    assert places == sorted(places)
    at = next(place for _, title, place in toc if title == "1-1-5 纪要.docx")
    assert "老城区" in document[at].get_textpage().get_text_range()


def test_pictures_lie_as_they_were_taken(bound):
    _, document = bound
    across = [page.get_width() > page.get_height() for page in document]
    assert across.count(True) == 1  # the first piece, behind cover, contents and card
    assert across[3]


def test_a_large_binder_comes_in_volumes_numbered_through(monkeypatch, tmp_path):
    monkeypatch.setattr(book, "VOLUME_BYTES", 40_000)
    told = Binder("汇编", "市水务局", "台账", date(2026, 11, 22), tuple(Part(f"问题{n}", CARD) for n in range(1, 4)))
    (tmp_path / "work").mkdir()
    made = book.write(told, tmp_path / "bound", tmp_path / "work")
    assert made.ending == ".zip"
    assert made.volumes > 1


def test_a_piece_that_ends_the_process_is_left_out_alone(tmp_path, monkeypatch):
    """The process is killed at the second piece, as PDFium would be by a hostile one."""
    (tmp_path / "good.pdf").write_bytes(pages(2))
    real = programs._paged

    def dying(some, home):
        return (
            real(some, home)[: [source.name for _, source, _ in some].index("bad.pdf")]
            if any(source.name == "bad.pdf" for _, source, _ in some)
            else real(some, home)
        )

    (tmp_path / "bad.pdf").write_bytes(pages(1))
    monkeypatch.setattr(programs, "_paged", dying)
    names = ["good", "bad", "good", "good"]
    job = [("pdf", tmp_path / f"{name}.pdf", tmp_path / f"{n}.made") for n, name in enumerate(names)]
    assert [one.pages for one in programs.page(job, tmp_path / "home", lambda n: None)] == [2, 0, 2, 2]


def test_a_file_of_another_form_is_left_without_outline(tmp_path):
    file = tmp_path / "other.pdf"
    file.write_bytes(b"%PDF-1.7\nno such table\n%%EOF")
    assert not write_outline(file, [Mark("封面", 0, 0)])
    assert file.read_bytes() == b"%PDF-1.7\nno such table\n%%EOF"


def test_a_zip_streams_what_it_is_given(tmp_path):
    import zipfile

    from taizhang.reports.binder import archive

    (tmp_path / "a").write_bytes(b"x" * 10)
    pieces = tuple(
        Piece(f"1-1-{n}", name, "1.1", tmp_path / "a", hashlib.sha256(b"x" * 10).hexdigest())
        for n, name in enumerate(("../坏名.txt", "CON"), 1)
    )
    told = Binder("汇编", "市水务局", "台账", date(2026, 11, 22), (Part("问题1", CARD, (Section("1.1 更换", pieces),)),))
    assert archive.write(told, tmp_path / "z", datetime(2026, 11, 22)) == ()  # noqa: DTZ001 - a .zip knows no zones
    names = zipfile.ZipFile(tmp_path / "z").namelist()
    assert "问题1/1.1 更换/1-1-1 .._坏名.txt" in names
    assert not any(name.startswith(("/", "..")) or "/../" in name for name in names)
