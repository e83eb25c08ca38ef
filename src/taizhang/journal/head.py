"""The head of a log – how many events, and the root over them – and how people copy it onto paper and type it back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

# Of the root's 64 hexadecimal digits so many are printed: 160 bits, which nobody finds a second log for, nor two at a choice.
CODE_DIGITS = 40
ROOT_DIGITS = 64
GROUP = 4
_TYPED = re.compile(r"(?<![\d,])(\d[\d,]{0,20})\s*(?::|(?:条|entries)[\s,]*(?:校验码|check code)[\s:]*)\s*(?=[0-9a-f])")
_GROUP = re.compile(r"[0-9a-f]+[\s-]*")


@dataclass(frozen=True, slots=True)
class Head:
    """A log at one moment: how many events, and the root hash over them. Whoever keeps a head can prove everything before it."""

    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.size}:{self.root.hex()}"

    @property
    def code(self) -> str:
        """The beginning of the root in groups that a person can read out and type (校验码)."""
        digits = self.root.hex()[:CODE_DIGITS]
        return " ".join(digits[at : at + GROUP] for at in range(0, CODE_DIGITS, GROUP))

    @property
    def printed(self) -> str:
        """The line on papers that are signed: what the ledger's log was when they were printed."""
        return f"账本校验：共 {self.size:,} 条，校验码 {self.code}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """The inverse of ``str``. Raises ValueError with what is expected."""
        size, _, root = text.strip().partition(":")
        if not size.isdigit() or len(root) != ROOT_DIGITS:
            raise ValueError("日志头应写作“条数:64位十六进制根值”，例如 12:9f2c…。")
        return cls(int(size), bytes.fromhex(root))


@dataclass(frozen=True, slots=True)
class Typed:
    """A head as somebody typed it from paper: the size, and the root or as much of it as is printed."""

    size: int
    digits: str

    @classmethod
    def parse(cls, text: str) -> Typed:
        """What ``text`` says, with or without the words, spaces and commas around it. Raises ValueError with what is expected."""
        text = normalize("NFKC", text).lower()
        for found in _TYPED.finditer(text):
            digits = _digits(text, found.end())
            if CODE_DIGITS <= len(digits) <= ROOT_DIGITS:
                return cls(int(found[1].replace(",", "")), digits)
        raise ValueError(
            f"请写条数和校验码，例如“1234:ab12 cd34 …”；校验码是 {CODE_DIGITS} 位数字和字母 a–f（写全为 {ROOT_DIGITS} 位）。"
        )

    def fits(self, head: Head) -> bool:
        """Whether ``head`` can be the one that was typed."""
        return self.size == head.size and head.root.hex().startswith(self.digits)


def _digits(text: str, at: int) -> str:
    """The digits of a code from there on, over spaces and line ends; what follows a whole code is none of it."""
    digits = ""
    while len(digits) < CODE_DIGITS and (group := _GROUP.match(text, at)):
        digits, at = digits + group[0].rstrip(" \t\r\n-"), group.end()
    return digits
