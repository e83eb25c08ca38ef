"""Files that came back for a ledger: taken in, looked at as one list, and merged by the ledger's own actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.accounts.policy import Refused
from taizhang.accounts.roles import Role
from taizhang.files import incoming, store
from taizhang.files.models import Original
from taizhang.intake.actions.comparing import compared, files_of, forget
from taizhang.intake.delivered import evidence
from taizhang.intake.delivered.diff import MOST_FILES, Diff
from taizhang.intake.delivered.item import Item
from taizhang.intake.models import DeliveredFile, Delivery, DeliveryState
from taizhang.intake.senders import NAME_LENGTH, office_of, remember
from taizhang.journal.append import Entry, append, site_log
from taizhang.journal.heads import head_of
from taizhang.ledger import actions, policy
from taizhang.ledger.actions import Assigned, Charge, Drafted, Due, Given, NewFinding, Outcome, ProgressTold, Reworded
from taizhang.ledger.models import Finding, Ledger, Measure
from taizhang.reading import Unreadable
from taizhang.reading.collecting import without_collecting
from taizhang.reading.formats import containers

BATCHES: dict[str, Callable[[Any, int, Mapping[str, Any]], Any]] = {
    "report_progress": lambda s, v, f: ProgressTold(s, f["text"], f["as_of"], f["degree"], v, f["own_words"]),
    "edit_progress": lambda s, v, f: Reworded(s, f["text"], v),
    "reword": lambda s, v, f: Reworded(s, f["text"], v),
    "assign": lambda s, v, f: Assigned(s, f["lead_unit"], f["lead_unit_text"], f["leader"], f["assisting"], v),
    "set_deadline": lambda s, v, f: Due(s, f["deadline"], f["deadline_text"], f["horizon"], v),
}
ADDING = {"add_finding", "add_measure", "add_evidence"}  # what has no version that would hold it


class Moved(Exception):
    """The ledger moved on while a person looked at the list: nothing was written, ``diff`` is as it stands now."""

    def __init__(self, diff: Diff) -> None:
        super().__init__(_("核对期间台账或所选内容有变动，没有写入。下面是最新的比对结果，请再看一遍。"))
        self.diff = diff


def why_not_deliver(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not bring tables into ``ledger``; None when he may."""
    if not policy.visible_ledgers(user).filter(pk=ledger.pk).exists():
        return _("没有这份台账，或者您不能查看。")
    return why_not_bring(user, ledger)


def why_not_bring(user: User, ledger: Ledger) -> str | None:
    """The same of a ledger that he is known to see. No queries."""
    if not user.has_role(Role.OFFICE, Role.CONTACT):
        return _("填好的表由整改办或牵头单位的联络员导入。")
    return policy.why_over(ledger)


def deliver(
    *, ledger: Ledger, files: Sequence[tuple[str, bytes]], as_of: date, sender: str = "", by: User, at: datetime
) -> Delivery:
    """Take in up to twelve files for one ledger. Each is looked at before any is kept. Raises Refused or ValidationError."""
    if why := why_not_deliver(by, ledger):
        raise Refused(why)
    if not 1 <= len(files) <= MOST_FILES:
        raise ValidationError(_("请选择1到%(n)d个文件。") % {"n": MOST_FILES})
    if as_of > timezone.localdate(at):
        raise ValidationError(_("截至日期不能晚于今天。"))
    for name, data in files:
        _look_at(name, data, by, at)
    return _kept(ledger, files, as_of, sender, by, at)


def _look_at(name: str, data: bytes, by: User, at: datetime) -> None:
    if len(data) > settings.UPLOAD_LIMIT:
        raise ValidationError(_("“%(name)s”太大了，请分几次报送。") % {"name": name})
    if containers.kind(data) != "zip":
        incoming.examined(data, name, by=by.actor, at=at)
        return
    incoming.check_name(name)
    try:
        evidence.pieces(data, settings.READING_LIMITS)
    except Unreadable as refusal:
        raise ValidationError(f"“{name}”{refusal}") from refusal


@transaction.atomic
def _kept(ledger: Ledger, files: Sequence[tuple[str, bytes]], as_of: date, sender: str, by: User, at: datetime) -> Delivery:
    delivery = Delivery.objects.create(ledger=ledger, as_of=as_of, sender=sender.strip()[:120], brought_by=by, brought_at=at)
    kept = [(name[-200:], store.keep(data, at=at)) for name, data in files]
    DeliveredFile.objects.bulk_create(
        DeliveredFile(delivery=delivery, position=n, name=name, original=original) for n, (name, original) in enumerate(kept, 1)
    )
    told = [{"name": name, "digest": original.digest} for name, original in kept]
    append(
        site_log(),
        [Entry("delivery:bring", f"delivery:{delivery.pk}", {"files": told, "ledger": ledger.title})],
        by=by.actor,
        at=at,
    )
    return delivery


def merge(*, delivery: Delivery, tokens: Collection[str], by: User, at: datetime) -> Delivery:
    """Write the items that were chosen, by the ledger's own actions, all or none. Raises Moved, Refused, ValidationError.

    The files are read and compared before the transaction opens; the rows' versions hold what was compared until it writes.
    """
    if why := why_not_deliver(by, delivery.ledger):
        raise Refused(why)
    diff = compared(delivery, by, timezone.localdate(at))
    chosen = _chosen(diff, tokens)
    kept = _taken_in(delivery, chosen, by, at)
    if merged := _merged(delivery, diff, chosen, kept, by, at):
        forget(delivery)
        return merged
    raise Moved(compared(delivery, by, timezone.localdate(at)))


@transaction.atomic
def _merged(
    delivery: Delivery, diff: Diff, chosen: Sequence[Item], kept: Mapping[str, Original], by: User, at: datetime
) -> Delivery | None:
    """The delivery, merged; None where something is to be added and the ledger has moved on, so that it may be there by now."""
    row = Delivery.objects.select_for_update(of=("self",)).select_related("ledger").get(pk=delivery.pk)
    if row.state != DeliveryState.OPEN:
        raise ValidationError(_("这次报送%(state)s，不能再汇入。") % {"state": row.get_state_display()})
    if any(item.verb in ADDING for item in chosen) and not _stands(row.ledger, diff):
        return None
    with without_collecting():
        done = _write(row.ledger, chosen, kept, by, at)
    row.state, row.merged_at, row.taken = DeliveryState.MERGED, at, len(chosen)
    row.save(update_fields=["state", "merged_at", "taken"])
    facts = {"ledger": row.ledger.title, "taken": dict(done), "left": len(diff.choosable) - len(chosen)}
    append(site_log(), [Entry("delivery:merge", f"delivery:{row.pk}", facts)], by=by.actor, at=at)
    return row


def _stands(ledger: Ledger, diff: Diff) -> bool:
    """Whether nothing has happened in the ledger since it was compared. What adds to it waits for this lock."""
    Ledger.objects.select_for_update().get(pk=ledger.pk)
    return head_of(ledger.log_key) == diff.head


def _taken_in(delivery: Delivery, chosen: Sequence[Item], by: User, at: datetime) -> dict[str, Original]:
    """The pieces of evidence that were chosen, by digest, each looked at and kept."""
    wanted = {item.facts["digest"] for item in chosen if item.verb == "add_evidence"}
    kept: dict[str, Original] = {}
    for file in files_of(delivery) if wanted else ():
        if containers.kind(file.data) == "zip":
            for member in evidence.members(file.data, settings.READING_LIMITS):
                if member.digest in wanted and member.digest not in kept:
                    kept[member.digest] = incoming.take(member.data, member.name, by=by.actor, at=at)
    return kept


def _chosen(diff: Diff, tokens: Collection[str]) -> list[Item]:
    chosen = [item for item in diff.choosable if item.token in tokens]
    if len(chosen) < len(set(tokens)):
        raise Moved(diff)
    twice = [target for target, times in Counter(item.target for item in chosen).items() if times > 1]
    if twice:
        raise ValidationError(_("有一条选了两种填法，请只留一种。"))
    return chosen


def _write(ledger: Ledger, chosen: Sequence[Item], kept: Mapping[str, Original], by: User, at: datetime) -> Counter[str]:
    """Each verb's batch in turn. A row that several verbs change is at a later version each time."""
    done: Counter[str] = Counter()
    moved: Counter[str] = Counter()
    for verb, make in BATCHES.items():
        for kind in (Finding, Measure):
            some = [item for item in chosen if item.verb == verb and isinstance(item.subject, kind)]
            wanted = [make(item.subject, _version(item, moved), item.facts) for item in some]
            if wanted:
                _held(_batch(verb, wanted, by, at))
                moved.update(item.subject.key for item in some if item.subject)
                done[verb] += len(some)
    done.update(_add(ledger, chosen, by, at))
    done["add_evidence"] += _put_evidence([item for item in chosen if item.verb == "add_evidence"], kept, by, at)
    return +done


def _add(ledger: Ledger, chosen: Sequence[Item], by: User, at: datetime) -> Counter[str]:
    """Write what is new: measures under findings that are there, findings with those of their measures that were chosen."""
    drafts = [
        Drafted(item.subject, item.facts["text"], item.facts["charge"])
        for item in chosen
        if isinstance(item.subject, Finding) and item.verb == "add_measure"
    ]
    if drafts:
        _held(actions.add_measure_many(drafts=drafts, by=by, at=at))
    findings, further = _new_findings(chosen)
    if findings:
        actions.add_findings(ledger=ledger, new=findings, by=by, at=at)
    return Counter(add_measure=len(drafts) + further, add_finding=len(findings))


def _new_findings(chosen: Sequence[Item]) -> tuple[list[NewFinding], int]:
    """The new findings, each with the measures of its rows that were chosen; and how many rows beyond their first these are."""
    further: dict[str, list[tuple[str, Charge]]] = {}
    for item in chosen:
        if item.subject is None and item.verb == "add_measure":
            further.setdefault(item.facts["under"], []).append((item.facts["text"], item.facts["charge"]))
    count, found = sum(map(len, further.values())), []
    for item in chosen:
        if item.verb == "add_finding":
            measures = [*item.facts["measures"], *further.pop(item.facts["under"], ())]
            found.append(replace(item.facts["finding"], measures=measures))
    if further:
        why = _("选了新问题“%(statement)s”下面的措施，没有选这个问题本身。请一起勾选，或者都不勾。")
        raise ValidationError(why % {"statement": next(iter(further))[:40]})
    return found, count


def _version(item: Item, moved: Counter[str]) -> int:
    return item.subject.version + moved[item.subject.key] if item.subject else 0


def _batch(verb: str, wanted: Sequence[Any], by: User, at: datetime) -> Outcome[Any]:
    if verb == "report_progress":
        return actions.report_progress_many(reports=wanted, by=by, at=at)
    if verb == "edit_progress":
        return actions.edit_progress_many(texts=wanted, by=by, at=at)
    if verb == "reword":
        return actions.reword_many(texts=wanted, by=by, at=at)
    if verb == "assign":
        return actions.assign_many(assigned=wanted, by=by, at=at)
    return actions.set_deadline_many(dues=wanted, by=by, at=at)


def _held(outcome: Outcome[Any]) -> None:
    """All or none: what is refused now was allowed when it was compared, so that somebody was quicker."""
    if outcome.refused:
        row, why = outcome.refused[0]
        raise Refused(f"{row}：{why}")


def _put_evidence(chosen: Sequence[Item], kept: Mapping[str, Original], by: User, at: datetime) -> int:
    """Put the files under their measures, those of one measure together."""
    under: dict[int, list[Item]] = {}
    for item in chosen:
        under.setdefault(item.subject.pk if item.subject else 0, []).append(item)
    for some in under.values():
        files = [Given(item.facts["file"], kept[item.facts["digest"]]) for item in some]
        measure = some[0].subject
        if isinstance(measure, Measure):
            actions.add_evidence(measures=[measure], files=files, by=by, at=at)
    return len(chosen)


@transaction.atomic
def put_aside(*, delivery: Delivery, by: User, at: datetime) -> Delivery:
    """Leave a delivery: nothing of it is merged."""
    row = Delivery.objects.select_for_update(of=("self",)).select_related("ledger").get(pk=delivery.pk)
    if row.state == DeliveryState.OPEN:
        row.state = DeliveryState.PUT_ASIDE
        row.save(update_fields=["state"])
        append(site_log(), [Entry("delivery:put_aside", f"delivery:{row.pk}", {"ledger": row.ledger.title})], by=by.actor, at=at)
        forget(row)
    return row


@transaction.atomic
def map_delivered_headings(*, delivery: Delivery, sender: str, chosen: Mapping[str, str], by: User, at: datetime) -> Delivery:
    """Say what headings mean in the tables of ``sender``: remembered for the office, and held for this delivery from now on."""
    row = Delivery.objects.select_for_update(of=("self",)).select_related("ledger__body").get(pk=delivery.pk)
    if office_of(by) != row.ledger.body:
        raise Refused(_("表头的对应由整改办指明。"))
    if not sender.strip():
        raise ValidationError(_("请写明这份表是谁报来的，以后同一单位的表就不用再选。"))
    row.sender = sender.strip()[:NAME_LENGTH]
    row.save(update_fields=["sender"])
    remember(row.ledger.body, row.sender, chosen, at=at)
    facts = {"sender": row.sender, "chosen": dict(chosen)}
    append(site_log(), [Entry("delivery:map_headings", f"delivery:{row.pk}", facts)], by=by.actor, at=at)
    return row
