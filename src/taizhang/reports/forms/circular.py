"""整改进展情况的通报: two texts of one snapshot – 党内稿 for those who may know, 公开稿 for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from taizhang.reports.facts import Contact, Ledger
from taizhang.reports.forms.organising import organised
from taizhang.reports.forms.phrases import counts, drawn_from, feedback
from taizhang.reports.forms.reporting import carried_out, report, still_to_do
from taizhang.reports.forms.unnamed import unnamed
from taizhang.reports.official import Block, Heading, Official, Text, spoken


def circular(ledger: Ledger) -> Official:
    """党内稿: with who answers for what."""
    return replace(_circular(ledger, named=True), note=drawn_from(ledger, "党内稿"))


def public_circular(ledger: Ledger) -> Official:
    """公开稿: without anybody's name and without who may know; with where to turn to, and until when."""
    return replace(_circular(unnamed(ledger), named=False), note=drawn_from(ledger, "此件公开发布"))


def _circular(ledger: Ledger, *, named: bool) -> Official:
    what = f"整改{'进展' if ledger.open_tasks() else ''}情况"
    blocks = (
        Text(f"{feedback(ledger)}按照有关要求，现将{ledger.body}{ledger.subject}{what}予以{'通报' if named else '公布'}。"),
        Heading(1, "主体责任落实情况"),
        *organised(ledger),
        Heading(1, f"{ledger.subject}整改落实情况"),
        Text(counts(ledger)),
        *carried_out(ledger.aspects, ledger, named=named),
        Heading(1, "下一步工作"),
        *still_to_do(ledger, named=named),
        *_window(ledger.contact),
    )
    return report(ledger, f"{ledger.body}关于{ledger.subject}{what}的通报", blocks, addressed=False)


def _window(contact: Contact) -> Iterator[Block]:
    """Where opinions are welcome, and from when until when; nothing where nobody said."""
    opened, until = contact.open_from, contact.open_until
    told = (
        ("公开期限", f"{spoken(opened)}至{spoken(until)}" if opened and until else ""),
        ("联系电话", contact.phone),
        ("邮政地址", contact.address),
        ("邮政编码", contact.postcode),
        ("电子邮箱", contact.email),
    )
    if said := "；".join(f"{word}：{value}" for word, value in told if value):
        yield Text(f"欢迎广大干部群众对整改落实情况进行监督。如有意见建议，请及时反映。{said}。")
