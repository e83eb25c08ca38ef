"""By what something was read, in the field's words, and how sure that is: kept on every item where it is recognised."""

from __future__ import annotations

from typing import NamedTuple

SURE = 80  # of 100: what is less sure is to be looked at by a person


class Basis(NamedTuple):
    """The rule that read an item, how sure it is (0 to 100), and, where it is not sure, why in a few words of Chinese."""

    name: str
    confidence: int = 100
    doubt: str | None = None

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
