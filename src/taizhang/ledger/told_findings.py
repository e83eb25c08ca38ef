"""What events of a finding's close-out say, as sentences of the 办理记录: from 自评 to 销号, and where it ends otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from taizhang.ledger.models import LookBackKind
from taizhang.ledger.state_words import DEGREE_WORDS
from taizhang.ledger.states import Degree, FindingState
from taizhang.ledger.told_fields import day_told, signed_told

Facts = dict[str, Any]


def _now(facts: Facts, name: str) -> Any:
    return facts.get("now", {}).get(name) or ""


def _was(facts: Facts, name: str) -> Any:
    return facts.get("was", {}).get(name) or ""


def _degree(degree: str) -> str:
    return _(DEGREE_WORDS[Degree(degree)]) if degree in list(Degree) else degree


def _sentence(parts: list[str], reason: str = "") -> str:
    told = _("，").join(part for part in parts if part)
    return told + (_("。理由：%(reason)s") % {"reason": reason} if reason else "")


def _signed(facts: Facts) -> str:
    """Who signed, with the meeting where he signed on screen, and the form where it was one."""
    said = facts.get("signed", {})
    told = signed_told(facts)
    if said.get("meeting") and not said.get("paper"):
        told += _("（%(facts)s）") % {"facts": said["meeting"]}
    if form := facts.get("form"):
        told += _("（第%(n)s号审批表）") % {"n": form}
    return told


def _outcome(facts: Facts) -> str:
    """Where the decision led to: closed, on notice, on to the bodies of the route, or to some of them still."""
    state = _now(facts, "state")
    if left := facts.get("left"):
        return _("还待%(bodies)s同意") % {"bodies": _("、").join(left)}
    if state == FindingState.ON_NOTICE:
        return _("公示至%(day)s") % {"day": day_told(_now(facts, "on_notice_until"))}
    if state == FindingState.UNDER_WAY:
        return _("同意的具体表现予以销号，其余继续整改")
    told = {FindingState.CLOSED: _("予以销号"), FindingState.AWAITING_VERIFICATION: _("送监督审核")}
    return told.get(state, "")


def _assessed(facts: Facts) -> str:
    old, new = _was(facts, "degree_self"), _degree(_now(facts, "degree_self"))
    if not old:
        return _("自评“%(degree)s”") % {"degree": new}
    return _("自评由“%(old)s”改为“%(new)s”") % {"old": _degree(old), "new": new}


def _submitted(facts: Facts) -> str:
    times = _now(facts, "submission")
    told = _("第%(n)d次申请销号") % {"n": times} if times and times > 1 else pgettext("event", "申请销号")
    degree = _now(facts, "degree_self")
    return _sentence([told, _("自评“%(degree)s”") % {"degree": _degree(degree)} if degree else ""])


def _decided(facts: Facts) -> str:
    return _sentence([_("单位审定同意销号"), _signed(facts)])


def _endorsed(facts: Facts) -> str:
    return _sentence([pgettext("event", "签字背书"), _signed(facts), _outcome(facts)])


def _agreed(facts: Facts) -> str:
    recognised = _("认定程度“%(degree)s”") % {"degree": _degree(facts.get("degree", ""))}
    told = _("“%(body)s”同意销号") % {"body": facts.get("body", "")}
    return _sentence([told, _signed(facts), recognised, _outcome(facts)])


def _agreed_in_part(facts: Facts) -> str:
    kept, back = len(facts.get("agreed", ())), len(facts.get("back", ()))
    parts = [
        _("“%(body)s”部分同意") % {"body": facts.get("body", "")},
        _signed(facts),
        ngettext("同意%(n)d条具体表现", "同意%(n)d条具体表现", kept) % {"n": kept},
        ngettext("退回%(n)d条", "退回%(n)d条", back) % {"n": back},
        _new_date(facts),
        _outcome(facts),
    ]
    return _sentence(parts, facts.get("reason", ""))


def _new_date(facts: Facts) -> str:
    on = _now(facts, "deadline")
    return _("新的时限%(day)s") % {"day": day_told(on)} if on else ""


def _returned(facts: Facts) -> str:
    degree = _now(facts, "degree_recognised")
    parts = [
        _("“%(body)s”退回补充") % {"body": facts["body"]} if facts.get("body") else pgettext("event", "退回补充"),
        _signed(facts),
        _("认定程度“%(degree)s”") % {"degree": _degree(degree)} if degree else "",
        _new_date(facts),
    ]
    return _sentence(parts, facts.get("reason", ""))


def _objected(facts: Facts) -> str:
    said = {"n": facts.get("objection", ""), "about": facts.get("about", ""), "day": day_told(facts.get("received_on", ""))}
    return _("登记第%(n)s条异议（%(day)s收到）：“%(about)s”") % said


def _answered(facts: Facts) -> str:
    said = {"n": facts.get("objection", ""), "answer": facts.get("answer", "")}
    told = _("答复第%(n)s条异议：“%(answer)s”") % said
    return _sentence([told, _("异议成立，退回整改") if facts.get("upheld") else _("异议不成立")])


def _notice_ended(facts: Facts) -> str:
    at = _now(facts, "on_notice_at")
    return _sentence([pgettext("event", "公示期满"), _("公示于%(place)s") % {"place": at} if at else "", _outcome(facts)])


def _transferred(facts: Facts) -> str:
    said = {"body": _now(facts, "settled_with"), "receipt": _now(facts, "settled_reference")}
    return _sentence([_("移交“%(body)s”，回执%(receipt)s") % said, _signed(facts)])


def _conceded(facts: Facts) -> str:
    said = {"body": _now(facts, "settled_with"), "consent": _now(facts, "settled_reference")}
    review = _("%(day)s前复核") % {"day": day_told(_now(facts, "review_on"))}
    told = _("认定客观无法整改，“%(body)s”书面同意（%(consent)s）") % said
    return _sentence([told, _signed(facts), review], _now(facts, "settled_reason"))


def _amounts(facts: Facts) -> str:
    amounts = (_now(facts, "amounts") or {}).items()
    said = [{"kind": _(kind), "found": yuan(found), "rectified": yuan(put_right)} for kind, (found, put_right) in amounts]
    rows = [_("%(kind)s问题金额%(found)s元、已整改%(rectified)s元") % one for one in said]
    return _("登记金额：%(rows)s") % {"rows": _("；").join(rows)} if rows else _("取消了登记的金额")


def yuan(fen: int) -> str:
    """An amount kept in fen, in yuan: 1,234,567.80, whole yuan without a fraction."""
    return f"{fen // 100:,}" + (f".{fen % 100:02}" if fen % 100 else "")


def _accountability(facts: Facts) -> str:
    rows = [
        _("%(kind)s：组织%(organisations)d个、%(people)d人") % {"kind": _(kind), "organisations": organisations, "people": people}
        for kind, (organisations, people) in (_now(facts, "accountability") or {}).items()
    ]
    return _("登记问责，%(rows)s") % {"rows": _("；").join(rows)} if rows else _("取消了登记的问责")


def _form_made(facts: Facts) -> str:
    n = len(facts.get("items", ()))
    return ngettext("制作审批表，列%(n)d项", "制作审批表，列%(n)d项", n) % {"n": n}


def _form_signed(facts: Facts) -> str:
    n, left = len(facts.get("done", ())), len(facts.get("refused", ()))
    told = ngettext("登记审批表签批，办理%(n)d项", "登记审批表签批，办理%(n)d项", n) % {"n": n}
    refused = ngettext("%(n)d项没有办理", "%(n)d项没有办理", left) % {"n": left} if left else ""
    return _sentence([told, _signed(facts), refused])


def _form_withdrawn(facts: Facts) -> str:
    return _("作废审批表")


def _confirmed(facts: Facts) -> str:
    review = _("%(day)s前再复核") % {"day": day_told(_now(facts, "review_on"))} if _now(facts, "review_on") else ""
    told = _("年度复核：%(reason)s") % {"reason": facts.get("reason", "")}
    return _sentence([told, review])


def _resumed(facts: Facts) -> str:
    return _sentence([pgettext("event", "恢复整改"), _new_date(facts)], facts.get("reason", ""))


def _carried_on(facts: Facts) -> str:
    n = facts.get("left", 0)
    left = ngettext("还有%(n)d条措施没有完成", "还有%(n)d条措施没有完成", n) % {"n": n} if n else ""
    return _sentence([_("结转持续整改"), left], facts.get("reason", ""))


def _looked_back(facts: Facts) -> str:
    kind = LookBackKind(facts["kind"]).label if facts.get("kind") in LookBackKind.values else facts.get("kind", "")
    reference = _("（%(facts)s）") % {"facts": facts["reference"]} if facts.get("reference") else ""
    said = {"kind": kind, "by": facts.get("checked_by", ""), "day": day_told(facts.get("carried_out_on", ""))}
    told = _("回头看（%(kind)s，“%(by)s”%(day)s）") % said + reference
    found = facts.get("found", "")
    if facts.get("passed"):
        until = _now(facts, "look_back_on")
        next_one = _("%(day)s前再回头看") % {"day": day_told(until)} if until else ""
        return _sentence([told, _("通过"), found, next_one])
    again = _("第%(n)d次整改") % {"n": _now(facts, "cycle") or 2}
    back = len(facts.get("manifestations", ()))
    shown = ngettext("退回%(n)d条具体表现", "退回%(n)d条具体表现", back) % {"n": back} if back else ""
    return _sentence([told, _("没有通过：%(found)s") % {"found": found}, again, shown, _new_date(facts)])


def _undone(facts: Facts) -> str:
    return _sentence([_("撤销误销，退回整改"), _signed(facts)], facts.get("reason", ""))


def _closed_with(facts: Facts) -> str:
    return _("随问题%(n)s销号") % {"n": str(facts.get("with", "")).rpartition(":")[2]}


def _undone_with(facts: Facts) -> str:
    return _("随问题%(n)s撤销误销，退回整改") % {"n": str(facts.get("with", "")).rpartition(":")[2]}


def _look_back_set(facts: Facts) -> str:
    day = _now(facts, "look_back_on")
    return _("改用新的办理规则，%(day)s前回头看") % {"day": day_told(day)} if day else _("改用新的办理规则，不再回头看")


def _came_over(facts: Facts) -> str:
    return _("由%(origin)s转入") % {"origin": facts.get("came_from", "")}


def _went_over(facts: Facts) -> str:
    return _("转到%(place)s继续办理") % {"place": _now(facts, "went_to")}


def _earlier_named(facts: Facts) -> str:
    earlier = _now(facts, "repeats_text")
    return _("指明是%(earlier)s的反弹") % {"earlier": earlier} if earlier else _("不再指明以前的问题")


TELLERS: dict[str, Callable[[Facts], str]] = {
    "finding:assess": _assessed,
    "finding:submit": _submitted,
    "finding:decide": _decided,
    "finding:endorse": _endorsed,
    "finding:agree": _agreed,
    "finding:agree_in_part": _agreed_in_part,
    "finding:return": _returned,
    "finding:object": _objected,
    "finding:answer_objection": _answered,
    "finding:end_notice": _notice_ended,
    "finding:transfer": _transferred,
    "finding:concede": _conceded,
    "finding:record_amounts": _amounts,
    "finding:record_accountability": _accountability,
    "finding:confirm": _confirmed,
    "finding:resume": _resumed,
    "finding:carry_on": _carried_on,
    "finding:look_back": _looked_back,
    "finding:undo_close": _undone,
    "finding:close_with": _closed_with,
    "finding:undo_close_with": _undone_with,
    "finding:set_look_back": _look_back_set,
    "finding:come_over": _came_over,
    "finding:go_over": _went_over,
    "finding:name_earlier": _earlier_named,
    "form:make_form": _form_made,
    "form:sign_form": _form_signed,
    "form:withdraw_form": _form_withdrawn,
}
