"""Making one message of the notices that may go outside now: a person's or a group's, of all ledgers and reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import override

from taizhang.accounts.models import User
from taizhang.notices import channels, timing, wording
from taizhang.notices.models import Delivery, Group, Notice
from taizhang.notices.wishing import wish_of

AT_ONCE = 500  # addressees


def bundle(at: datetime) -> int:
    """Write the messages that are due. Returns how many."""
    made = 0
    while written := _bundle(at):
        made += sum(written)
    return made


@transaction.atomic
def _bundle(at: datetime) -> list[bool]:
    """Of some addressees all that is due; what has been read in the product meanwhile needs no message. One for each: written?

    Rows are waited for and not skipped: of two workers one has all of an addressee's notices and the other finds none.
    """
    due = Notice.objects.filter(send_from__lte=at)
    some = due.order_by("user", "group").values_list("user", "group").distinct()[:AT_ONCE]
    theirs = Q(user__in=[user for user, _group in some if user]) | Q(group__in=[group for _user, group in some if group])
    rows = due.filter(theirs).select_related("ledger").select_for_update(of=("self",)).order_by("pk")
    piles: defaultdict[tuple[int | None, int | None], list[Notice]] = defaultdict(list)
    for row in rows:
        piles[row.user_id, row.group_id].append(row)
    users = _users(piles)
    groups = {group.pk: group for group in Group.objects.filter(pk__in=[pk for _user, pk in piles if pk]).select_related("unit")}
    return [
        _to_person(users[user], rows, at) if user else _to_group(groups[group or 0], rows, at)
        for (user, group), rows in piles.items()
    ]


def _users(piles: defaultdict[tuple[int | None, int | None], list[Notice]]) -> dict[int, User]:
    found = User.objects.filter(pk__in=[pk for pk, _group in piles if pk]).select_related("preference")
    return {user.pk: user for user in found}


def _to_person(user: User, due: Sequence[Notice], at: datetime) -> bool:
    wish, notices = wish_of(user), [notice for notice in due if notice.read_at is None]
    if not (notices and user.is_active and channels.mail_reaches(user, wish)):
        return _put_off(due, None)
    _put_off([notice for notice in due if notice.read_at], None)
    if timing.past_quiet(wish, at) > at:
        return _put_off(notices, timing.past_quiet(wish, at))
    with override(wish.language):
        written = Delivery(channel=channels.MAIL, user=user, subject=wording.subject(notices), text=wording.to_person(notices))
    return _write(written, notices, at)


def _to_group(group: Group, notices: Sequence[Notice], at: datetime) -> bool:
    if group.stopped_at:
        return _put_off(notices, None)
    if timing.past_quiet(group, at) > at:
        return _put_off(notices, timing.past_quiet(group, at))
    return _write(Delivery(channel=group.channel, group=group, text=wording.to_group(group, notices)), notices, at)


def _put_off(notices: Sequence[Notice], until: datetime | None) -> bool:
    """Hold ``notices`` over; without a time they do not go outside at all."""
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(send_from=until)
    return False


def _write(delivery: Delivery, notices: Sequence[Notice], at: datetime) -> bool:
    to = f"u{delivery.user_id}" if delivery.user_id else f"g{delivery.group_id}"
    delivery.key = f"{delivery.channel}:{to}:{notices[0].pk}-{notices[-1].pk}"
    delivery.made_at = delivery.not_before = at
    delivery.save(force_insert=True)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(send_from=None, delivery=delivery)
    return True
