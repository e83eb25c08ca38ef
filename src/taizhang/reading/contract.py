"""A reading as the JSON that ``taizhang read --json`` prints."""

from __future__ import annotations

from typing import Any

from taizhang.reading.explanation import Bases
from taizhang.reading.facts import Claim, Date, Fact, Heading, Inspection, Period, Quantity, Reading, Repair, Unread
from taizhang.sheet import Aspect, Finding, Manifestation, Measure, Responsibility, Span

Plain = dict[str, Any]


def to_contract(reading: Reading) -> Plain:
    """The reading as dicts and lists. Offsets are into ``text``."""
    window = reading.disclosure_window
    contacts = reading.contacts
    known = Bases(reading)
    return {
        "text": reading.text,
        "repairs": [_repair(r) for r in reading.repairs],
        "document_kind": reading.document_kind,
        "title": reading.title,
        "issuer": reading.issuer,
        "issued_on": reading.issued_on,
        "inspection": _inspection(reading.inspection) if reading.inspection else None,
        "disclosure_window": {"from": window.start, "to": window.end} if window else None,
        "contacts": {
            "phone": list(contacts.phone),
            "email": list(contacts.email),
            "address": list(contacts.address),
            "postcode": list(contacts.postcode),
        },
        "outline": [_heading(h) for h in reading.outline],
        "ledger": [_aspect(a, known) for a in reading.sheet.aspects],
        "claims": [_claim(c) for c in reading.claims],
        "quantities": [_quantity(q) for q in reading.quantities],
        "dates": [_date(d) for d in reading.dates],
        "periods": [_period(p) for p in reading.periods],
        "header": [_fact(f) for f in reading.header],
        "unread": [_unread(u) for u in reading.unread],
        "attachments": list(reading.attachments),
        "recognised": [{**_place(line.span), "confidence": line.confidence} for line in reading.recognised],
    }


def _place(span: Span | None) -> Plain:
    return {"start": span.start, "end": span.end} if span else {"start": None, "end": None}


def _fact(fact: Fact) -> Plain:
    return {"name": fact.name, "value": fact.value, **_place(fact.span), **fact.basis.plain}


def _repair(repair: Repair) -> Plain:
    return {**_place(repair.span), "was": repair.was, "now": repair.now, "kind": repair.kind}


def _unread(unread: Unread) -> Plain:
    return {**_place(unread.span), "reason": unread.reason}


def _inspection(inspection: Inspection) -> Plain:
    return {
        "kind": inspection.kind,
        "nature": inspection.nature,
        "body": inspection.body,
        "subject": inspection.subject,
        "from": inspection.start,
        "to": inspection.end,
        "feedback_on": inspection.feedback_on,
    }


def _heading(heading: Heading) -> Plain:
    return {
        "level": heading.level,
        "number": heading.number,
        "title": heading.title,
        "start": heading.span.start,
        "end": heading.span.end,
        **heading.basis.plain,
        "children": [_heading(h) for h in heading.children],
    }


def _aspect(aspect: Aspect, known: Bases) -> Plain:
    return {
        "aspect": aspect.title,
        "number": aspect.number,
        **_place(aspect.span),
        **known.of(aspect.span).plain,
        "findings": [_finding(f, known) for f in aspect.findings],
    }


def _finding(finding: Finding, known: Bases) -> Plain:
    return {
        "number": finding.number,
        "statement": finding.statement,
        **_place(finding.span),
        **known.of(finding.span).plain,
        **_responsibility(finding.responsibility),
        "deadline": _deadline(finding),
        "manifestations": [_manifestation(m, known) for m in finding.manifestations],
        "measures": [_measure(m, known) for m in finding.measures],
    }


def _manifestation(manifestation: Manifestation, known: Bases) -> Plain:
    place = {**_place(manifestation.span), **known.of(manifestation.span).plain}
    return {"number": manifestation.number, "text": manifestation.text, **place}


def _measure(measure: Measure, known: Bases) -> Plain:
    return {
        "number": measure.number,
        "title": measure.title,
        "text": measure.text,
        **_place(measure.span),
        **known.of(measure.span).plain,
        **_responsibility(measure.responsibility),
        "deadline": _deadline(measure),
        "state": measure.state,
    }


def _responsibility(responsibility: Responsibility) -> Plain:
    return {
        "lead_unit": responsibility.lead_unit,
        "leader": responsibility.leader,
        "assisting": list(responsibility.assisting),
    }


def _deadline(bearer: Finding | Measure) -> Plain | None:
    limit = bearer.deadline
    return {"text": limit.text, "iso": limit.iso, "horizon": limit.horizon} if limit else None


def _claim(claim: Claim) -> Plain:
    return {
        "kind": claim.kind,
        "value": claim.value,
        "counter": claim.counter,
        "quote": claim.quote,
        "start": claim.span.start,
        "end": claim.span.end,
        **claim.basis.plain,
    }


def _quantity(quantity: Quantity) -> Plain:
    return {
        "value": quantity.value,
        "counter": quantity.counter,
        "subject": quantity.subject,
        "quote": quantity.quote,
        "start": quantity.span.start,
        "end": quantity.span.end,
    }


def _date(date: Date) -> Plain:
    plain: Plain = {"iso": date.iso, "quote": date.quote, **_place(date.span), **date.basis.plain}
    return plain if date.why is None else {**plain, "why": date.why}


def _period(period: Period) -> Plain:
    return {
        "from": period.start,
        "to": period.end,
        "quote": period.quote,
        **_place(period.span),
        **period.basis.plain,
    }
