"""Whether a visitor may know of what he asks for: what the person may see, narrowed by how far the token reaches."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from taizhang.accounts.models import User
from taizhang.api.door import visitor
from taizhang.api.problems import Problem
from taizhang.intake.models import Delivery, Paper
from taizhang.intake.policy import visible_deliveries, visible_papers
from taizhang.ledger import policy
from taizhang.ledger.models import Finding, Ledger, Measure
from taizhang.manuscripts.models import Manuscript, Noted, Part
from taizhang.manuscripts.policy import visible_manuscripts, visible_parts
from taizhang.notices.hooks.models import Subscription
from taizhang.notices.hooks.policy import visible_subscriptions
from taizhang.notices.models import Notice
from taizhang.notices.policy import own_notices

Row = TypeVar("Row", bound=Model)
# What the policy and the words of an answer look at.
OF_A_LEDGER = ("ledger__body", "ledger__pinned", "ledger__office_unit")


def person(request: HttpRequest) -> User:
    """Whose token it is."""
    return visitor(request).user


def narrowed(request: HttpRequest) -> frozenset[str]:
    """The keys of the ledgers that the token is limited to; empty where it is not."""
    return visitor(request).token.keys


def _reached(request: HttpRequest, rows: QuerySet[Row], key: str = "ledger__key") -> QuerySet[Row]:
    """Those of ``rows`` that are of the ledgers which the token reaches; ``key`` is where a row names its ledger."""
    keys = narrowed(request)
    return rows.filter(**{f"{key}__in": keys}) if keys else rows


def ledgers(request: HttpRequest) -> QuerySet[Ledger]:
    """The ledgers that the visitor may know of."""
    return _reached(request, policy.visible_ledgers(person(request)), "key")


def ledger(request: HttpRequest, key: UUID) -> Ledger:
    """The ledger of that key, if the visitor may know of it."""
    return get_object_or_404(ledgers(request).prefetch_related("supervising_bodies"), key=key)


def finding(request: HttpRequest, key: UUID, n: int) -> Finding:
    """The ledger's finding, if the visitor may see it."""
    held = ledger(request, key)
    rows = held.findings.select_related(*OF_A_LEDGER, "aspect", "lead_unit", "within").filter(serial=n)
    return get_object_or_404(policy.visible_of(person(request), held, rows))


def measure(request: HttpRequest, key: UUID, n: int) -> Measure:
    """The ledger's measure, if the visitor may see the finding that it belongs to."""
    held = ledger(request, key)
    rows = held.measures.select_related(*OF_A_LEDGER, "lead_unit", "finding__lead_unit").filter(serial=n)
    return get_object_or_404(policy.visible_of(person(request), held, rows))


def manuscript(request: HttpRequest, key: UUID, n: int) -> Manuscript:
    """The ledger's manuscript, if the visitor may see any of it."""
    held = ledger(request, key)
    found: Manuscript = get_object_or_404(visible_manuscripts(person(request), held).select_related("final"), serial=n)
    found.ledger = held
    return found


def part(request: HttpRequest, key: UUID, n: int) -> Part:
    """The part of that id of one of the ledger's manuscripts, if the visitor may read it."""
    of = get_object_or_404(Manuscript, parts=n, ledger__key=key)
    whole = manuscript(request, key, of.serial)
    found: Part = get_object_or_404(visible_parts(person(request), whole), pk=n)
    found.manuscript = whole
    return found


def remark(request: HttpRequest, key: UUID, n: int) -> Noted:
    """The remark of that id on one of the ledger's manuscripts, if the visitor may read what it is on."""
    of = get_object_or_404(Manuscript, remarks=n, ledger__key=key)
    whole = manuscript(request, key, of.serial)
    found: Noted = get_object_or_404(remarks(request, whole), pk=n)
    found.manuscript = whole
    return found


def remarks(request: HttpRequest, whole: Manuscript) -> QuerySet[Noted]:
    """What was remarked on the parts that the person may read; on the whole, to who sees all of it."""
    if sees_all(request, whole.ledger):
        return whole.remarks.all()
    return whole.remarks.filter(part__in=visible_parts(person(request), whole).order_by())


def of_findings(request: HttpRequest, held: Ledger, rows: QuerySet[Row], to_finding: str = "finding") -> QuerySet[Row]:
    """Those of ``rows`` that hang on findings of the ledger which the person may see."""
    if sees_all(request, held):
        return rows.filter(**{f"{to_finding}__ledger": held})
    return rows.filter(**{f"{to_finding}__in": policy.visible_findings(person(request), held)})


def sees_all(request: HttpRequest, held: Ledger) -> bool:
    """Whether the person sees all of the ledger, and not only what his units or he himself answer for."""
    return bool(policy.relations(person(request), held) & policy.SEE_ALL)


def only_who_sees_all(request: HttpRequest, held: Ledger) -> None:
    """Raises Problem for who sees only what he or his units answer for."""
    if not sees_all(request, held):
        raise Problem(403, _("这一项只给能看整个台账的人看。"), "person")


def act(request: HttpRequest) -> User:
    """The person, where the token lets him change things. Raises Problem."""
    found = visitor(request)
    if not found.token.may_act:
        raise Problem(403, _("这个令牌只能查看，不能办理。需要办理的，请另签发一个可以办理的令牌。"), "scope")
    return found.user


def whole(request: HttpRequest) -> User:
    """The same for what is not of one ledger. Raises Problem for a token that is limited to some ledgers."""
    if narrowed(request):
        raise Problem(403, _("这个令牌只限几个台账，不能办理台账以外的事。"), "scope")
    return act(request)


def papers(request: HttpRequest) -> QuerySet[Paper]:
    """The papers that the visitor may see; with a token for some ledgers, those that became one of them."""
    return _reached(request, visible_papers(person(request)))


def deliveries(request: HttpRequest) -> QuerySet[Delivery]:
    """What came back and the visitor may see."""
    return _reached(request, visible_deliveries(person(request)))


def subscriptions(request: HttpRequest) -> QuerySet[Subscription]:
    """The programs that are told, as far as the visitor may set them."""
    return _reached(request, visible_subscriptions(person(request)))


def notices(request: HttpRequest) -> QuerySet[Notice]:
    """What the person is told in the product, of the ledgers that the token reaches."""
    return _reached(request, own_notices(person(request)))
