"""The digest of what is decided on: the text and files of a measure or finding as they stand.

A signature keeps it; where the thing has changed since, the digests differ and the signature no longer holds.
"""

from __future__ import annotations

import hashlib
from typing import Any

from taizhang.journal.append import canonical
from taizhang.ledger.models import Evidence, Finding, Measure
from taizhang.ledger.states import MeasureState


def content(subject: Finding | Measure) -> str:
    """SHA-256 of the canonical text of all that a decider sees of ``subject``. Reads what hangs on it by its own relations."""
    told = of_measure(subject) if isinstance(subject, Measure) else of_finding(subject)
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def of_measure(measure: Measure) -> dict[str, Any]:
    """What a decider sees of a measure: its words, its progress and effect, its evidence."""
    return {
        "measure": measure.key,
        "text": measure.text,
        "progress": measure.progress,
        "as_of": measure.progress_as_of.isoformat() if measure.progress_as_of else "",
        "effect": measure.effect,
        "degree": measure.degree_self,
        "handed_in": [measure.handed_in_by, measure.handed_in_on.isoformat() if measure.handed_in_on else ""],
        "evidence": [_evidence(one) for one in measure.evidence.all() if one.withdrawn_on is None and one.cycle == measure.cycle],
    }


def _evidence(one: Evidence) -> list[str | int]:
    return [one.position, one.name, one.original_id or "", one.paper_number, one.paper_place]


def of_finding(finding: Finding) -> dict[str, Any]:
    """What a decider sees of a finding as applied for: words, manifestations, how far each measure has come, on what proof."""
    return {
        "finding": finding.key,
        "cycle": finding.cycle,
        "submission": finding.submission,
        "statement": finding.statement,
        "degree": finding.degree_self,
        "manifestations": [[one.position, one.text] for one in finding.manifestations.all()],
        "measures": [[m.state, of_measure(m)] for m in finding.measures.all() if m.state != MeasureState.ENDED],
    }
