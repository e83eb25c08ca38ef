"""``taizhang prove``: a file that proves one event, or that a log only grew, to somebody who has nothing but the file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.db.models import Q

from taizhang.cli.proving import read_heads, title_of
from taizhang.journal.head import Head, Typed
from taizhang.journal.models import SITE, Log
from taizhang.journal.proof import written
from taizhang.journal.proving import Unproven, contained, prove
from taizhang.ledger.models import Ledger


def prove_for(arguments: argparse.Namespace) -> int:
    """Write a proof file; 1 where the log does not prove it. Raises OSError, or ValueError saying what is not there."""
    log = _log_named(arguments.ledger)
    older = _older(log, arguments.head) if arguments.head else None
    if older is None and arguments.event is None:
        raise ValueError("请写明要证明哪一条（--event 条号），或给出以前的记录头（--head），或两样都给。")
    try:
        proof = prove(log, seq=None if arguments.event is None else arguments.event - 1, older=older)
    except Unproven as against:
        print(against, file=sys.stderr)
        return 1
    arguments.output.write_text(written(proof), "utf-8")
    print(f"已写出 {arguments.output}。收到的人用 taizhang verify-proof 核验，不需要账号和数据库。")
    print(f"{title_of(log.key)}：共 {proof.head.size:,} 条，校验码 {proof.head.code}")
    return 0


def _log_named(name: str) -> Log:
    """The log of the ledger of that number, of the site, or of that key."""
    by = Q(key__startswith=SITE) if name == "site" else Q(key=name)
    if name.isdecimal() and (ledger := Ledger.objects.filter(pk=int(name)).first()):
        by = Q(key=ledger.log_key)
    log = Log.objects.filter(by).first()
    if log is None:
        raise ValueError(f"没有“{name}”这本记录。请写台账编号（网址 /ledgers/N/ 中的 N），或 site（全站记录）。")
    return log


def _older(log: Log, given: str) -> Head:
    """The older head from a file that ``taizhang heads`` printed, or as it was typed."""
    if Path(given).is_file():
        heads = read_heads(Path(given))
        if log.key not in heads:
            raise ValueError(f"{given} 里没有这本记录（{log.key}）。")
        return heads[log.key]
    typed = Typed.parse(given)
    head = contained(log, typed)
    if head is None:
        raise ValueError(f"这本记录在 {typed.size:,} 条时不是给出的校验码：请核对有没有抄错，并运行 taizhang verify 查明。")
    return head
