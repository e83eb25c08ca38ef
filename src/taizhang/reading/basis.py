"""By what something was read, in the field's words, and how sure that is: kept on every item where it is recognised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SURE = 80  # of 100: what is less sure is to be looked at by a person


@dataclass(frozen=True, slots=True)
class Basis:
    """The rule that read an item, how sure it is (0 to 100), and, where it is not sure, why in a few words of Chinese.

    A few rules read many items: each is made once, with what the contract says of it (``plain``).
    """

    name: str
    confidence: int = 100
    doubt: str | None = None
    plain: dict[str, Any] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        doubt = {"doubt": self.doubt} if self.doubt else {}
        object.__setattr__(self, "plain", {"basis": self.name, "confidence": self.confidence, **doubt})

    @property
    def sure(self) -> bool:
        """Whether nobody needs to look."""
        return self.confidence >= SURE

    def weakened(self, confidence: int, doubt: str) -> Basis:
        """The same, no surer than this; what was doubted before stays doubted."""
        if self.confidence <= confidence:
            return self
        return Basis(self.name, confidence, doubt)


PLAIN = Basis("原文写明")
