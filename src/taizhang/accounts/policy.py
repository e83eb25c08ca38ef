"""Who may change units, users and roles, answered with the reason why not. Administrators have no say in findings."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taizhang.accounts.models import Membership, User
from taizhang.accounts.roles import Role
from taizhang.journal.append import SYSTEM as SYSTEM  # passed on: the first page acts as the system
from taizhang.journal.append import Actor

N_ = str  # marks words that are translated where they are shown

WORDS = {
    "set_up": N_("首次设置"),
    "add_unit": N_("增加单位"),
    "rename_unit": N_("单位改名"),
    "merge_units": N_("合并单位"),
    "add_user": N_("增加人员"),
    "correct_user": N_("更正姓名和邮箱"),
    "give_role": N_("设置角色"),
    "set_duty": N_("设置职务"),
    "take_role": N_("取消角色"),
    "set_password": N_("修改密码"),
    "reset_password": N_("重设密码"),
    "close_account": N_("停用账号"),
    "reopen_account": N_("重新启用账号"),
    "bring_in": N_("导入名单"),
    "issue_token": N_("签发接口令牌"),
    "revoke_token": N_("作废接口令牌"),
    "load_year": N_("载入放假安排"),
}
OWN = ("set_password", "revoke_token")  # what everybody does for himself, and an administrator for others


class Refused(Exception):
    """The policy's answer, as a sentence for the person who asked."""


def why_not(by: User | Actor, action: str, subject: User | Membership | None = None) -> str | None:
    """Why ``by`` may not do ``action`` to ``subject``, as a sentence he can act on; None when he may.

    The system itself may: it acts at the first run, before there is anybody.
    """
    if action == "issue_token":
        return _not_his_own(by, subject)
    if by == SYSTEM or (action in OWN and by == subject):
        return None
    if not isinstance(by, User) or not (by.is_active and by.is_administrator):
        return _("“%(action)s”由系统管理员办理。") % {"action": _(WORDS[action])}
    if action in ("close_account", "take_role") and _is_last_administrator(subject):
        return _("这是最后一位系统管理员。请先让另一位同事担任系统管理员。")
    return None


def _not_his_own(by: User | Actor, subject: User | Membership | None) -> str | None:
    """Nobody has a token for somebody else, an administrator neither; and a one-time password comes first."""
    if not isinstance(by, User) or by != subject or not by.is_active:
        return _("接口令牌只能由本人为自己签发。")
    return _("请先把一次性密码改成自己的密码。") if by.must_change_password else None


def ask(by: User | Actor, action: str, subject: User | Membership | None = None) -> Actor:
    """``by`` as events name him. Raises Refused where the policy says no."""
    if why := why_not(by, action, subject):
        raise Refused(why)
    return by.actor if isinstance(by, User) else by


def visible_people(by: User) -> QuerySet[User]:
    """The accounts that ``by`` may look through: an administrator all, everybody else his own."""
    return User.objects.all() if by.is_administrator else User.objects.filter(pk=by.pk)


def _is_last_administrator(subject: User | Membership | None) -> bool:
    posts = Membership.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if isinstance(subject, Membership):
        return posts.filter(pk=subject.pk).exists() and not posts.exclude(pk=subject.pk).exists()
    return posts.filter(user=subject).exists() and not posts.exclude(user=subject).exists()
