"""Who may do what, answered with the reason why not. The same relations as a predicate for a row and as a filter for a list."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from taizhang.accounts.models import Membership, Unit, User
from taizhang.accounts.roles import Role
from taizhang.journal.append import Actor
from taizhang.ledger import plans
from taizhang.ledger.conditions import CONDITIONS, DATED, Thing, led, responsible
from taizhang.ledger.models import (
    Answerable,
    Ending,
    Finding,
    Ledger,
    Measure,
    Plan,
    PlanChange,
    Stage,
    SupervisingBody,
    in_hand,
)
from taizhang.ledger.state_words import WHO_WORDS
from taizhang.ledger.states import OPEN_FINDINGS, ChangeState, FindingState, Move, PlanState, move
from taizhang.profiles.shape import SubstituteRole

Row = TypeVar("Row", Finding, Measure)
# Roles that count where their unit is the ledger's body.
OF_THE_BODY = {
    Role.OFFICE: "office",
    Role.LEADING_GROUP: "leading_group",
    Role.PRINCIPAL: "principal",
    Role.LEADER: "leader_of_body",
    Role.OBSERVER: "observer",
}
# Who decides where the office itself leads, by the profile's word for the role.
SUBSTITUTES = {
    SubstituteRole.LEADING_GROUP: "leading_group",
    SubstituteRole.PRINCIPAL: "principal",
    SubstituteRole.VERIFIER: "verifier",
}
TURNS = {
    ChangeState.WITH_LEADER: ("leader",),
    ChangeState.WITH_OFFICE: ("office_or_substitute",),
    ChangeState.WITH_BODIES: ("verifier",),
}
LEVELS: dict[type[Thing], str] = {Finding: "finding", Measure: "measure", Plan: "plan", PlanChange: "plan_change"}
STAGES = list(Stage)
SETTLED = (FindingState.TRANSFERRED, FindingState.CONCEDED)  # what is left of its measures rests
SEE_ALL = {"office", "leading_group", "principal", "leader_of_body", "observer", "verifier"}


class Refusal(NamedTuple):
    """Why something may not be done: a word for programs, a sentence for people."""

    reason: str
    sentence: str


def relations(user: User, ledger: Ledger, subject: Thing | None = None) -> set[str]:
    """What ``user`` is to ``ledger`` and, where given, to a thing of it: office, lead_unit, leader, office_or_substitute …"""
    found = {name for post in user.posts if (name := _relation(post, ledger))}
    thing = _answered_for(subject)
    answers = None if thing is None else responsible(thing)
    if thing is not None:
        found |= _relations_to(user, thing)
        if "leader_of_body" in found and led(thing).leader_user_id is None:
            found.add("leader_to_be")
    if _decides_for_the_office(ledger, answers) in found:
        found.add("office_or_substitute")
    return found


def _relation(post: Membership, ledger: Ledger) -> str | None:
    if post.unit_id == ledger.body_id and post.role in OF_THE_BODY:
        return OF_THE_BODY[Role(post.role)]
    if post.role in (Role.VERIFIER, Role.OBSERVER) and post.unit_id in supervising_units(ledger):
        return "verifier" if post.role == Role.VERIFIER else "observer"
    return None


def supervising_units(ledger: Ledger) -> set[int | None]:
    """The ids of the units that supervise ``ledger``: the one it names, and those of the bodies of its route."""
    return {ledger.supervised_by_id, *(body.unit_id for body in ledger.supervising_bodies.all())} - {None}


def _answered_for(subject: Thing | None) -> Finding | Measure | None:
    """What somebody answers for: ``subject``, or what a change of the plan is about; nobody does for a plan or a whole ledger."""
    if isinstance(subject, PlanChange):
        return subject.subject
    return None if isinstance(subject, Plan) else subject


def _relations_to(user: User, thing: Finding | Measure) -> set[str]:
    found = {"leader"} if led(thing).leader_user_id == user.pk else set()
    lead_unit = responsible(thing).lead_unit
    if any(post.role == Role.CONTACT and post.unit.holds(lead_unit) for post in user.posts):
        found.add("lead_unit")
    return found


def office_leads(ledger: Ledger, answers: Answerable | None) -> bool:
    """Whether the part of the body in which the office sits is itself the lead unit: then the profile's substitute decides."""
    return bool(answers and ledger.office_unit and ledger.office_unit.holds(answers.lead_unit))


def _decides_for_the_office(ledger: Ledger, answers: Answerable | None) -> str:
    return SUBSTITUTES[ledger.profile.closing.substitute.role] if office_leads(ledger, answers) else "office"


def may_open(user: User, body: Unit) -> str | None:
    """Why ``user`` may not open a ledger about ``body``; None when he may."""
    if any(post.role == Role.OFFICE and post.unit_id == body.pk for post in user.posts):
        return None
    return _("只有“%(body)s”的整改办可以建立它的台账。") % {"body": body.name}


def why_not_police(user: User | Actor, body: Unit) -> str | None:
    """Why ``user`` may not copy and edit the policy profiles of ``body``; None when he may."""
    if isinstance(user, User) and may_open(user, body) is None:
        return None
    return _("只有“%(body)s”的整改办可以改它的办理规则。") % {"body": body.name}


def why_over(ledger: Ledger) -> str | None:
    """Why nothing can be done in ``ledger`` any more; None while it is in hand."""
    if ledger.ended == Ending.MERGED:
        return _("台账已并入“%(title)s”，请到那本台账办理。") % {"title": ledger.merged_into_title}
    if ledger.ended:
        return _("台账已撤销，不再变动。")
    return _("台账已归档，不再变动。") if ledger.stage == Stage.ARCHIVED else None


def why_not_add_finding(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not add findings to ``ledger``; None when he may. Measures are asked about under their finding."""
    if "office" not in relations(user, ledger):
        return _("新的问题由“%(body)s”的整改办列入台账。") % {"body": ledger.body.name}
    return why_over(ledger)


def why_not_arrange(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not say by which rules ``ledger`` is kept; None when he may."""
    if "office" not in relations(user, ledger):
        return _("台账的办理规则和监督审核单位由整改办设置。")
    return why_over(ledger)


def why_not_stage(user: User, ledger: Ledger, stage: Stage) -> str | None:
    """Why ``user`` may not move ``ledger`` to ``stage`` now; None when he may. It is the one question about a whole ledger."""
    if why := may_open(user, ledger.body) or (why_over(ledger) if ledger.ended else None):
        return why
    if abs(STAGES.index(stage) - STAGES.index(Stage(ledger.stage))) != 1:
        facts = {"now": ledger.get_stage_display(), "stage": stage.label}
        return _("现在是“%(now)s”阶段，不能直接改为“%(stage)s”，请逐个阶段办理。") % facts
    if stage == Stage.ARCHIVED and (left := _open_findings(ledger)):
        return ngettext("还有%(n)d个问题没有办结，不能归档。", "还有%(n)d个问题没有办结，不能归档。", left) % {"n": left}
    return None


def _open_findings(ledger: Ledger) -> int:
    """How many findings are open, from the tallies: the ledger's page asks this every time."""
    kept = ledger.tallies.filter(scope="all", level__in=("finding", "within"), state__in=OPEN_FINDINGS)
    return kept.aggregate(n=Sum("n"))["n"] or 0


def why_not_plan(user: User, ledger: Ledger) -> str | None:
    """Why ``user`` may not put a plan of ``ledger`` to review now; None when he may."""
    if why := may_open(user, ledger.body) or why_over(ledger):
        return why
    if ledger.plans.filter(state=PlanState.IN_REVIEW).exists():
        return _("已有一版方案正在征求意见，请先审定或撤回。")
    return None if plans.anything_new(ledger) else _("没有需要列入方案的问题和措施。")


def is_back(now: Stage, stage: Stage) -> bool:
    """Whether ``stage`` comes before ``now``."""
    return STAGES.index(stage) < STAGES.index(now)


def extendable_ledgers(user: User) -> QuerySet[Ledger]:
    """The ledgers that ``user`` may bring more into: those of the bodies whose office he is in, as long as they are in hand."""
    bodies = [post.unit_id for post in user.posts if post.role == Role.OFFICE]
    return Ledger.objects.filter(in_hand(), body__in=bodies).select_related("body")


def why_not(user: User, action: str, subject: Thing, *, on_paper: bool = False, today: date | None = None) -> str | None:
    """Why ``user`` may not do ``action`` to ``subject`` now, as a sentence he can act on; None when he may.

    With ``on_paper`` the question is whether he may register what others signed (代登记): that is the office's. ``today`` is
    asked about where a condition hangs on the day; a page that shows what can be done now may leave it out.
    """
    found = refusal(user, action, subject, on_paper=on_paper, today=today)
    return found.sentence if found else None


def refusal(user: User, action: str, subject: Thing, *, on_paper: bool = False, today: date | None = None) -> Refusal | None:
    """The same with a word that programs can go by: stage, person, state, or the condition that does not hold."""
    row = move(action, LEVELS[type(subject)])
    for reason, wrong in (
        ("stage", _wrong_stage),
        ("person", _wrong_registrar if on_paper else _wrong_person),
        ("state", _wrong_state),
    ):
        if why := wrong(user, row, subject):
            return Refusal(reason, why)
    return next((Refusal(name, why) for name in row.provided if (why := _unmet(name, subject, today))), None)


def _unmet(condition: str, subject: Thing, today: date | None) -> str | None:
    if condition in DATED:
        return DATED[condition](subject, today or timezone.localdate())
    return CONDITIONS[condition](subject)


def is_his(user: User, row: Move, subject: Thing) -> bool:
    """Whether the move is ``user``'s at all, himself or to register, whatever the state and conditions are now."""
    found = relations(user, subject.ledger, subject)
    return bool(found & set(_deciders(row, subject))) or (row.signed and "office" in found)


def speaks_for_units(user: User) -> bool:
    """Whether ``user`` is the contact of some unit."""
    return any(post.role == Role.CONTACT for post in user.posts)


def _deciders(row: Move, subject: Thing) -> tuple[str, ...]:
    return turn_of(subject) if row.who == ("turn",) else row.who


def word_of(row: Move, ledger: Ledger) -> str:
    """What the move is called in ``ledger``: as its profile says, where it has a word for it."""
    said = ledger.profile.words.submit if row.action == "submit" else row.word
    return _(said)


def _wrong_registrar(user: User, row: Move, subject: Thing) -> str | None:
    if not row.signed:
        return _("“%(action)s”不用签字，请直接办理。") % {"action": word_of(row, subject.ledger)}
    return None if "office" in relations(user, subject.ledger) else _("纸质签批由整改办登记。")


def _wrong_stage(user: User, row: Move, subject: Thing) -> str | None:
    return why_over(subject.ledger)


def _wrong_person(user: User, row: Move, subject: Thing) -> str | None:
    if relations(user, subject.ledger, subject) & set(_deciders(row, subject)):
        return None
    who = _("、").join(_(WHO_WORDS[name]) for name in row.who)
    return _("“%(action)s”由%(who)s办理。") % {"action": word_of(row, subject.ledger), "who": who}


def turn_of(subject: Thing) -> tuple[str, ...]:
    """Whose turn it is with a change of the plan: the leader's, the office's, the supervising bodies'."""
    return TURNS.get(ChangeState(subject.state), ()) if isinstance(subject, PlanChange) else ()


def _wrong_state(user: User, row: Move, subject: Thing) -> str | None:
    if isinstance(subject, Measure) and subject.finding.state in SETTLED:
        return _("问题%(state)s，措施不再办理。") % {"state": _(subject.finding.state_word)}
    if subject.state in row.sources:
        return None
    return _("现在是“%(state)s”，不能%(action)s。") % {"state": _(subject.state_word), "action": word_of(row, subject.ledger)}


def visible_ledgers(user: User) -> QuerySet[Ledger]:
    """The ledgers ``user`` may know of: those of his body, those he supervises, those that units of his can be in."""
    bodies, supervised = set(), set()
    for post in user.posts:
        if post.role in OF_THE_BODY:
            bodies.add(post.unit_id)
        if post.role == Role.CONTACT:
            bodies |= {int(pk) for pk in post.unit.path.strip("/").split("/")}
        if post.role in (Role.VERIFIER, Role.OBSERVER):
            supervised.add(post.unit_id)
    by_route = SupervisingBody.objects.filter(unit__in=supervised).values("ledger")
    mine = Q(body__in=bodies) | Q(supervised_by__in=supervised) | Q(pk__in=by_route)
    return Ledger.objects.filter(mine).select_related("body", "pinned", "office_unit")


def visible_findings(user: User, ledger: Ledger) -> QuerySet[Finding]:
    """The ledger's findings that ``user`` may see: all of them, or for a contact those that his units answer for in any part."""
    if relations(user, ledger) & SEE_ALL:
        return ledger.findings.all()
    return ledger.findings.filter(_answered_for_by(user, Measure.objects.filter(ledger=ledger)))


def visible_of(user: User, ledger: Ledger, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Those of a few findings or measures of ``ledger`` that ``user`` may see: ``visible_findings``, asked of each by itself.

    What it costs hangs on how many they are and not on how large the ledger is.
    """
    if relations(user, ledger) & SEE_ALL:
        return rows
    to_finding, finding = ("finding__", "finding") if issubclass(rows.model, Measure) else ("", "pk")
    units = units_spoken_for(user)
    fellows = Measure.objects.filter(finding=OuterRef(finding), lead_unit__in=units)
    his = Q(**{f"{to_finding}lead_unit__in": units}) | Q(**{f"{to_finding}leader_user": user})
    return rows.filter(his | Exists(fellows.order_by()))


def findings_in_sight(user: User) -> QuerySet[Finding]:
    """Every finding that ``user`` may see, in all ledgers: ``visible_findings`` of each."""
    ledgers = visible_ledgers(user).prefetch_related("supervising_bodies")
    whole = [ledger.pk for ledger in ledgers if relations(user, ledger) & SEE_ALL]
    return Finding.objects.filter(Q(ledger__in=whole) | _answered_for_by(user, Measure.objects.all()))


def _answered_for_by(user: User, measures: QuerySet[Measure]) -> Q:
    # A list made once by an index, not a question asked of every finding: a large ledger's page hangs on it.
    units = units_spoken_for(user)
    by_measure = measures.filter(lead_unit__in=units).order_by().values("finding")
    return Q(lead_unit__in=units) | Q(leader_user=user) | Q(pk__in=by_measure)


def measures_spoken_for(user: User) -> Q:
    """Which measures units of ``user`` lead: by themselves, or by their finding where they name no unit."""
    units = units_spoken_for(user)
    return Q(lead_unit__in=units) | Q(lead_unit=None, lead_unit_text="", finding__lead_unit__in=units)


def units_spoken_for(user: User) -> QuerySet[Unit]:
    """The units that ``user`` is the contact of, with their parts."""
    return Unit.objects.filter(_any([Q(path__startswith=post.unit.path) for post in user.posts if post.role == Role.CONTACT]))


def _any(conditions: list[Q]) -> Q:
    if not conditions:
        return Q(pk__in=[])
    return Q(*conditions, _connector=Q.OR)
