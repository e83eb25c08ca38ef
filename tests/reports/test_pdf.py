"""One door to PDF: a profile of its own, one at a time, within its time; a file that ends LibreOffice takes none along."""

import pytest

from taizhang.reading.formats import programs
from taizhang.reports import pdf
from taizhang.reports.word import docx
from tests.reports.papers import paper

pytestmark = pytest.mark.skipif(pdf.why_not() is not None, reason="LibreOffice is not installed")


def files(folder, **contents):
    for name, data in contents.items():
        (folder / f"{name}.docx").write_bytes(data)
    return {folder / f"{name}.docx": "docx" for name in contents}


def test_what_is_broken_is_left_out(tmp_path):
    whole = docx(paper())
    made = pdf.convert(files(tmp_path, a=whole, b=b"PK\x03\x04 garbage", c=whole), tmp_path / "made")
    assert sorted(source.stem for source in made) == ["a", "c"]


def test_one_that_brings_libreoffice_down_costs_only_itself(tmp_path, monkeypatch):
    calls = []

    def falling(program, kind, sources, target):
        """LibreOffice as it would be: it makes what comes before b and ends there."""
        calls.append([source.stem for source in sources])
        for source in sources:
            if source.stem == "b":
                return False
            (target / f"{source.stem}.pdf").write_bytes(b"%PDF-")
        return True

    monkeypatch.setattr(pdf, "_run", falling)
    made = pdf.convert(files(tmp_path, a=b"1", b=b"2", c=b"3", d=b"4"), tmp_path / "made")
    assert sorted(source.stem for source in made) == ["a", "c", "d"]
    assert calls == [["a", "b", "c", "d"], ["b"], ["c", "d"]]


def test_what_hangs_is_ended(monkeypatch):
    def never(*args, **more):
        raise programs.Overran

    monkeypatch.setattr(programs, "run", never)
    with pytest.raises(pdf.NoPdf, match="没能转成 PDF"):
        pdf.pdf_of(docx(paper()))


def test_where_it_is_not_installed_the_reason_is_given(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pdf.NoPdf, match="用 Word 或 WPS 另存为 PDF"):
        pdf.pdf_of(b"")


def test_whoever_waits_too_long_for_his_turn_is_told(monkeypatch):
    monkeypatch.setattr(pdf, "PATIENCE", 0.2)
    with pdf._alone(1), pytest.raises(pdf.NoPdf, match="过一会儿再试"):
        pdf.pdf_of(docx(paper()))
