"""Everything that can be looked at: one file a subject, listed once with the part of the address that they share."""

from taizhang.api.lists import (
    differences,
    events,
    findings,
    handovers,
    hooks,
    intake,
    ledgers,
    manuscripts,
    me,
    measures,
    people,
    plans,
    rounds,
    signatures,
    snapshots,
)

LISTS = (
    ("", me.router),
    ("/ledgers", ledgers.router),
    ("/ledgers", findings.router),
    ("/ledgers", measures.router),
    ("/ledgers", signatures.router),
    ("/ledgers", plans.router),
    ("/ledgers", handovers.router),
    ("/ledgers", rounds.router),
    ("/ledgers", snapshots.router),
    ("/ledgers", manuscripts.router),
    ("/ledgers", events.router),
    ("", intake.router),
    ("", differences.router),
    ("", people.router),
    ("", hooks.router),
)
