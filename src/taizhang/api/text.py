"""Text as it may come in: nothing that a database cannot hold or that nobody sees."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

LONGEST = 20_000
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_BREAKS = re.compile("[\r\n\t\u2028\u2029]")


def _fit(text: str) -> str:
    if _UNFIT.search(text):
        raise ValueError("有看不见的控制字符（control characters）")
    return text


def _in_one_line(text: str) -> str:
    if _BREAKS.search(text):
        raise ValueError("不能换行（one line only）")
    return text


Text = Annotated[str, AfterValidator(_fit), Field(max_length=LONGEST)]
Line = Annotated[str, AfterValidator(_fit), AfterValidator(_in_one_line), Field(max_length=500)]
