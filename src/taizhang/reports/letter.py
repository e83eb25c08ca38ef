"""What goes out as a letter besides its text: red head and tail, who signs it on which day, under whose seal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from taizhang.reports.official import Head, Official, Tail


@dataclass(frozen=True, slots=True)
class Letter:
    """What the sender says of it; what he leaves out stays as the form has it, or is not there."""

    issuer: str = ""
    number: str = ""
    signatory: str = ""
    urgency: str = ""
    addressee: str = ""
    signed_by: str = ""
    signed_on: date | None = None
    sealed: bool = False
    copies_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None


def as_letter(paper: Official, letter: Letter) -> Official:
    """The paper as it goes out."""
    head = Head(letter.issuer, letter.number, letter.signatory, letter.urgency) if letter.issuer else None
    has_tail = letter.copies_to or letter.printed_by or letter.printed_on
    addressee = f"{letter.addressee.rstrip('：:')}：" if letter.addressee else paper.addressee
    return replace(
        paper,
        addressee=addressee,
        signed_by=letter.signed_by or paper.signed_by,
        signed_on=letter.signed_on or paper.signed_on,
        sealed=letter.sealed,
        head=head,
        tail=Tail(letter.copies_to, letter.printed_by, letter.printed_on) if has_tail else None,
    )
