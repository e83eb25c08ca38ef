"""The rows of the ledger's table, drawn without templates.

A page holds 50 to 300 rows of ten cells; the template engine took 25 of 35 ms for them, this takes 2. So the words are
worked out once a page, the days and reasons once each, and a row is one f-string. Everything that people wrote goes
through ``escape``; everything else here is our own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from html import escape
from zlib import crc32

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.ledger.adoption import STEP
from taizhang.ledger.lamps import State, lamp_of, why_lit
from taizhang.ledger.lateness import Lamp, is_late
from taizhang.ledger.listing import FindingRow, MeasureRow, Progress, Proof
from taizhang.ledger.models import Ledger
from taizhang.ledger.reasons import Reasons
from taizhang.ledger.states import (
    OPEN_FINDINGS,
    OPEN_MEASURES,
    Degree,
    FindingState,
    MeasureState,
)
from taizhang.ledger.wording import degree_words, finding_words, horizon_words, measure_words, short
from taizhang.look.templatetags.dates import LAMPS, exact_day, lit, spoken_day, spoken_distance
from taizhang.look.templatetags.states import mark
from taizhang.profiles import Profile

FAR_DAYS = 60  # how far off a deadline is said no more
NO_PROOF: Mapping[int, Proof] = {}
NOTHING, INHERITED = "–", " inherited"
Answers = FindingRow | MeasureRow
STANDING = MeasureRow._fields.index("state")  # from here on a measure's row tells how it stands


class Rows:
    """Draws the rows of one ledger as ``user`` sees them on ``today``. ``picks`` are what has a box before it: kind, state."""

    def __init__(self, user: User, ledger: Ledger, today: date, *, picks: Collection[tuple[str, str]]) -> None:
        self.today = today
        self.profile = profile = ledger.profile
        self.picks = picks
        self.in_hand = ledger.in_hand
        self.reasons = Reasons(user, ledger)
        self.whys: dict[str, str] = {}
        self._standings: dict[tuple[object, ...], str] = {}
        self._answer_cells: dict[tuple[object, ...], str] = {}
        self._due_cells: dict[tuple[object, ...], str] = {}
        self._lates: dict[tuple[object, ...], str] = {}
        self._marks: dict[tuple[type, str], str] = {}
        self._claims = {"": ""} | {d: f'<small class="claimed">{escape(claimed_words(profile, d))}</small>' for d in Degree}
        self._words = {
            "measures": escape(_(short(profile.words.measure))),
            "pick": escape(_("选中")),
            "on_site": _tag(_("立行立改"), _("进驻期间交办")),
            "contained": _("进驻期间交办，已并入反馈问题，不单独计数"),
            "lasting": f'<span class="tag">{escape(_("长期坚持"))}</span>',
            "unstated": _tag(_("不计数"), _("原文在这一方面下直接列措施，没有写明问题，不计入问题数")),
            "progress": escape(_("已完成措施 / 全部措施")),
        }

    def part(
        self,
        row: FindingRow,
        measures: Iterable[MeasureRow] | None,
        *,
        manifestations: Iterable[tuple[str, str]] = (),
        progress: Progress | None = None,
        proof: Mapping[int, Proof] = NO_PROOF,
        replacing: bool = False,
    ) -> SafeString:
        """One finding with what is open under it: a tbody of its own. ``measures`` is None where they are folded away."""
        opened = measures is not None
        under = list(measures or ())
        swap = ' hx-swap-oob="true"' if replacing else ""
        rows = [
            f'<tbody class="part" id="f{row.pk}" data-opened="{"1" if opened else ""}"{swap}>',
            self._finding(row, opened, progress or Progress(drafted=sum(m.state == MeasureState.DRAFTED for m in under))),
            *(_manifestation(number, text) for number, text in manifestations),
            *(self._measure(measure, row, proof.get(measure.pk)) for measure in under),
            "</tbody>",
        ]
        return mark_safe("".join(rows))  # nosec

    def _finding(self, row: FindingRow, opened: bool, progress: Progress) -> str:
        state = FindingState(row.state)
        is_open = state in OPEN_FINDINGS and self.in_hand and not row.went_to
        kind = "" if row.stated else 'class="unstated" '
        return (
            f'<tr class="finding" data-row data-key="findings/{row.serial}">'
            f'<td class="no">{self._pick("finding", row.state, row.serial)}<span>{row.serial}</span></td>'
            f'<th class="what" scope="row"><div><button class="twist" data-twist tabindex="-1"'
            f' aria-expanded="{str(opened).lower()}" aria-label="{self._words["measures"]}"></button>'
            f'<a {kind}data-open href="findings/{row.serial}/">{escape(row.statement)}</a>{self._tags(row, progress)}</div></th>'
            f"{self._who(row, '', self.reasons.finding('assign', row))}"
            f"{self._when(row, '', state if is_open else None, self.reasons.finding('set_deadline', row))}"
            f'<td class="state">{self._mark(state)}{self._late(row.deadline, state if is_open else None)}</td>{_proof(None)}</tr>'
        )

    def _measure(self, row: MeasureRow, under: FindingRow, proof: Proof | None) -> str:
        pick = self._pick("measure", row.state, row.serial)
        key = (row[STANDING:], under.pk)  # measures of a finding mostly stand alike
        if key not in self._standings:
            self._standings[key] = self._standing(row, under)
        return (
            f'<tr class="measure" data-row data-key="measures/{row.serial}">'
            f'<td class="no">{pick}<span>{under.serial}.{row.position / STEP:g}</span></td>'
            f'<th class="what" scope="row"><div>'
            f'<a data-open href="findings/{under.serial}/#m{row.serial}">{escape(row.title)}</a>'
            f"{self._words['lasting'] if row.long_term else ''}</div></th>{self._standings[key]}{_proof(proof)}</tr>"
        )

    def _standing(self, row: MeasureRow, under: FindingRow) -> str:
        """The cells of a measure that say who, by when and how far."""
        state = MeasureState(row.state)
        is_open = state in OPEN_MEASURES and self.in_hand and under.state in OPEN_FINDINGS
        answers: Answers = row if row.unit_name or row.unit_text or row.leader else under
        due: Answers = row if row.deadline or row.deadline_text else under
        counts = state if is_open and due is row and not row.long_term else None
        return (
            f"{self._who(answers, '' if answers is row else INHERITED, self.reasons.measure('assign', row, under))}"
            f"{self._when(due, '' if due is row else INHERITED, counts, self.reasons.measure('set_deadline', row, under))}"
            f'<td class="state">{self._mark(state)}{self._late(row.deadline, counts)}'
            f"{self._claims[row.degree]}</td>"
        )

    def _who(self, row: Answers, tone: str, why: str | None) -> str:
        """The cells of lead unit and leader."""
        key = (row.unit_name, row.unit_text, row.leader, tone, why)
        if key not in self._answer_cells:
            leader = escape(row.leader) or NOTHING
            self._answer_cells[key] = self._cell("unit", tone, self._unit(row), why) + self._cell("leader", tone, leader, why)
        return self._answer_cells[key]

    def _when(self, row: Answers, tone: str, counts: State | None, why: str | None) -> str:
        """The cell of the time limit. ``counts`` is where the thing stands, if it matters how far off it is."""
        key = (row.deadline, row.deadline_text, row.horizon, type(counts), counts, tone, why)
        if key not in self._due_cells:
            due = due_words(self.profile, row.deadline, row.deadline_text, row.horizon, counts, today=self.today)
            self._due_cells[key] = self._cell("deadline", tone, due, why)
        return self._due_cells[key]

    def _cell(self, name: str, tone: str, shown: str, why: str | None) -> str:
        """One cell: a button that opens its editor, or text with the reason why not, on hover and for screen readers."""
        kind = "due" if name == "deadline" else name
        if why is None:
            button = f'<button class="cell" tabindex="-1" data-edit="{name}">{shown}</button>'
            return f'<td class="{kind}{tone}">{button}</td>'
        key = f"why-{crc32(why.encode()):x}"  # the same on every page: parts of one are put into another
        self.whys[key] = why
        return f'<td class="{kind}{tone}" title="{escape(why)}" aria-describedby="{key}">{shown}</td>'

    def _pick(self, of: str, state: str, serial: int) -> str:
        """The box to pick a row by, where something can be done to many in its state."""
        if (of, state) not in self.picks:
            return ""
        label = f"{self._words['pick']} {serial}"
        return f'<input class="pick" type="checkbox" name="{of}" value="{serial}" data-select aria-label="{label}">'

    def _tags(self, row: FindingRow, progress: Progress) -> str:
        tags = "" if row.stated else self._words["unstated"]
        if row.went_to:
            tags += _tag(_("已转出"), row.went_to)
        if row.within:
            tags += _tag(_("并入问题 %(n)d") % {"n": row.within}, self._words["contained"])
        elif row.on_site:
            tags += self._words["on_site"]
        if row.cycle > 1:
            tags += _tag(_("第%(n)d次整改") % {"n": row.cycle})
        if progress.total:
            tags += f'<small class="soft numbers" title="{self._words["progress"]}">{progress.done}/{progress.total}</small>'
        return tags

    def _unit(self, row: Answers) -> str:
        """The unit's name; one that stands only as the paper wrote it is marked, for nobody is bound by it yet."""
        if row.unit_name or not row.unit_text:
            return escape(row.unit_name or NOTHING)
        said = _("原文写作“%(unit)s”，还没有对应到单位") % {"unit": row.unit_text}
        return f'<span class="unmatched" title="{escape(said)}">{escape(row.unit_text)}</span>'

    def _mark(self, state: FindingState | MeasureState) -> str:
        key = (type(state), state)
        if key not in self._marks:
            profile = self.profile
            word = finding_words(profile)[state] if isinstance(state, FindingState) else measure_words(profile)[state]
            self._marks[key] = mark(state, word)
        return self._marks[key]

    def _late(self, deadline: date | None, counts: State | None) -> str:
        if counts is None or deadline is None or not is_late(deadline, self.today, is_open=True):
            return ""
        key = (deadline, type(counts), counts)
        if key not in self._lates:
            why = why_lit(self.profile, counts, deadline, self.today)
            self._lates[key] = lit(LAMPS[Lamp.LATE], spoken_distance(deadline, self.today), why)
        return self._lates[key]


def due_words(
    profile: Profile, deadline: date | None, text: str, horizon: str, counts: State | None, *, today: date
) -> SafeString:
    """A time limit as people say it: the day, and how far off it is; else the paper's words, else its kind.

    ``counts`` is where the thing stands whose limit it is; None where it does not matter how far off it is.
    """
    if deadline is None:
        return mark_safe(escape(text or (horizon_word(profile, horizon) if horizon else NOTHING)))  # nosec
    day = f'<time datetime="{deadline}" title="{exact_day(deadline)}">{spoken_day(deadline, today)}</time>'
    if counts is not None and 0 <= (deadline - today).days <= FAR_DAYS:
        tone = LAMPS[lamp_of(profile, counts, deadline, today)]
        near = lit(tone, spoken_distance(deadline, today), why_lit(profile, counts, deadline, today))
        day += f" <small>{near}</small>"
    return mark_safe(day)  # nosec


def horizon_word(profile: Profile, kind: str) -> str:
    """A kind of time limit as the profile calls it."""
    return _(horizon_words(profile, {kind: kind})[kind])


def claimed_words(profile: Profile, degree: str) -> str:
    """How far a measure has come in the unit's own eyes, said as such; nothing where it does not say."""
    return _("自评%(degree)s") % {"degree": _(degree_words(profile)[Degree(degree)])} if degree else ""


def _manifestation(number: str, text: str) -> str:
    return (
        f'<tr class="manifestation"><td class="no"></td><td class="what" colspan="6"><div>{escape(number + text)}</div></td></tr>'
    )


def _tag(word: str, said: str = "") -> str:
    title = f' title="{escape(said)}"' if said else ""
    return f'<span class="tag"{title}>{escape(word)}</span>'


def _proof(proof: Proof | None) -> str:
    """The cell of a measure's evidence: how much of what is wanted is there."""
    if proof is None:
        return '<td class="proof"></td>'
    tone = " full" if proof.held >= proof.wanted else ""
    return f'<td class="proof numbers{tone}">{proof.held}/{proof.wanted}</td>'
