"""Names in a .zip: whatever a piece is called, Windows can unpack it and nothing leaves its folder."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.reports.binder.names import LONGEST, Names, fit

DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{name}{n}" for name in ("COM", "LPT") for n in range(10))}
ANY = st.text(max_size=120) | st.sampled_from(
    ["CON", "nul.txt", "a/../b", "..", "a.", " ", "COM1.pdf", "x\u202egpj.exe", "é", "e\u0301"]
)


@given(st.lists(ANY, max_size=12))
def test_names_are_safe_and_told_apart(names):
    taken = Names()
    made = [taken.file(name) for name in names] + [taken.folder(name) for name in names]
    assert len({unicodedata.normalize("NFC", name.casefold()) for name in made}) == len(made)
    for name in made:
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
        assert name == name.strip(" .") != ""
        assert name.partition(".")[0].upper() not in DEVICES
        assert len(name) <= LONGEST + 8
        assert not any(unicodedata.category(sign)[0] == "C" for sign in name)


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("1-1-1 验收单.pdf", "1-1-1 验收单.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("con.txt", "_con.txt"),
        ("照片\u202egpj.exe", "照片_gpj.exe"),
        ("...", "未命名"),
        ("很长" * 60 + ".docx", ("很长" * 60)[: LONGEST - 5 - 4] + ".docx"),
    ],
)
def test_a_name_keeps_what_can_be_kept(name, becomes):
    assert Names().file(name) == becomes


def test_a_name_that_is_taken_gets_a_number():
    names = Names()
    assert [names.file(name) for name in ("a.jpg", "A.JPG", "a.jpg")] == ["a.jpg", "A（2）.JPG", "a（3）.jpg"]


def test_what_is_fit_stays_fit():
    assert fit(fit("a:b/c.")) == fit("a:b/c.")
