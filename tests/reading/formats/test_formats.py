"""What a file is, by content and name; limits as an installation sets them."""

import pytest

from taizhang.reading import Unreadable, read
from taizhang.reading.formats import open_document, recognise
from taizhang.reading.limits import DEFAULTS, limits_of


@pytest.mark.parametrize("name", ["方案.docx", "清单.xlsx", "通报.pdf"])
def test_a_wrong_ending_is_said(name):
    with pytest.raises(Unreadable, match=rf"^“{name}”的扩展名是.*内容却不是。请.*。$"):
        open_document("一、问题".encode(), name)


def test_a_table_in_text_may_be_called_xls():
    assert recognise("序号\t问题\n1\t漏损".encode(), "导出.xls").name == "cells"


def test_limits_come_from_the_environment():
    limits = limits_of({"TAIZHANG_LIMIT_CHARACTERS": "10", "TAIZHANG_LIMIT_PAGES": ""})
    assert (limits.characters, limits.pages) == (10, DEFAULTS.pages)
    with pytest.raises(Unreadable, match="超过 10 个字"):
        read("字".encode() * 11, "长.txt", limits)


@pytest.mark.parametrize("text", ["-1", "0", "many"])
def test_a_limit_that_is_no_number_is_named(text):
    with pytest.raises(ValueError, match="TAIZHANG_LIMIT_CELLS"):
        limits_of({"TAIZHANG_LIMIT_CELLS": text})
