"""The verbs beside the table of states: of a whole ledger, of the other rooms; those that are not offered, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from taizhang.accounts import actions as accounts
from taizhang.api.acting.examples import OTHERS
from taizhang.api.acting.verb import Verb
from taizhang.drafts import actions as drafts
from taizhang.intake import actions as intake
from taizhang.ledger import actions as ledger
from taizhang.manuscripts import actions as manuscripts
from taizhang.notices import actions as notices
from taizhang.notices.hooks import actions as hooks
from taizhang.supervision import actions as supervision

Call = Callable[..., Any]
# What it is done to, the parameter that takes it, the action, what people call it.
LISTED: tuple[tuple[str, str, Call, str], ...] = (
    ("site", "", ledger.open_ledger, "建立台账"),
    ("ledger", "ledger", ledger.correct_ledger, "更正台账信息"),
    ("ledger", "ledger", ledger.set_stage, "改阶段"),
    ("ledger", "ledger", ledger.send_plan, "报送方案"),
    ("ledger", "ledger", ledger.hand_over, "登记立行立改事项"),
    ("ledger", "ledger", ledger.add_findings, "增加问题"),
    ("ledger", "ledger", ledger.set_profile, "改用办理规则"),
    ("ledger", "ledger", ledger.set_office_unit, "指明整改办所在科室"),
    ("ledger", "ledger", ledger.set_bodies, "设置监督审核单位"),
    ("ledger", "ledger", ledger.cancel_ledger, "撤销台账"),
    ("ledger", "ledger", ledger.merge_ledger, "并入另一台账"),
    ("ledger", "ledger", ledger.take_snapshot, "形成数据版本"),
    ("ledger", "", ledger.make_form, "制作审批表"),
    ("form", "form", ledger.sign_form, "登记审批表"),
    ("form", "form", ledger.withdraw_form, "作废审批表"),
    ("ledger", "ledger", ledger.make_handover, "制作交接单"),
    ("handover", "handover", ledger.confirm_handover, "确认交接"),
    ("site", "", ledger.make_handovers, "在各台账一并制作交接单"),
    ("ledger", "", ledger.confirm_handovers, "确认多张交接单"),
    ("handover", "handover", ledger.withdraw_handover, "作废交接单"),
    ("ledger", "ledger", supervision.open_round, "发起进展收集"),
    ("round", "round", supervision.decline_round, "不再收集"),
    ("round", "round", supervision.renew_link, "换新链接"),
    ("round", "", supervision.revoke_link, "作废链接"),
    ("round", "round", supervision.chase, "催报"),
    ("round", "round", supervision.close_round, "结束收集"),
    ("ledger", "ledger", manuscripts.begin_manuscript, "起稿"),
    ("manuscript", "manuscript", manuscripts.move_manuscript, "改用另一数据版本"),
    ("manuscript", "manuscript", manuscripts.check_manuscript, "校核"),
    ("manuscript", "manuscript", manuscripts.finalise_manuscript, "定稿"),
    ("manuscript", "manuscript", manuscripts.withdraw_manuscript, "作废文稿"),
    ("part", "part", manuscripts.amend_part, "修改一部分"),
    ("part", "part", manuscripts.assign_part, "指定由谁修改"),
    ("remark", "remark", manuscripts.answer_remark, "说明不改的理由"),
    ("remark", "remark", manuscripts.take_back_answer, "撤回理由"),
    ("ledger", "ledger", notices.copy_heads, "日志头抄送"),
    ("me", "", notices.prefer, "通知设置"),
    ("site", "", ledger.load_year, "载入放假安排"),
    ("paper", "paper", intake.adopt, "生成台账"),
    ("delivery", "delivery", intake.map_delivered_headings, "指明表头"),
    ("delivery", "delivery", intake.merge, "汇入台账"),
    ("delivery", "delivery", intake.put_aside, "放弃报送的表"),
    ("unit", "body", ledger.copy_profile, "复制办理规则"),
    ("unit", "body", ledger.choose_usual, "设为常用办理规则"),
    ("site", "", accounts.add_unit, "增加单位"),
    ("unit", "unit", accounts.rename_unit, "单位改名"),
    ("unit", "source", accounts.merge_units, "合并单位"),
    ("person", "user", accounts.correct_user, "更正姓名和邮箱"),
    ("person", "user", accounts.give_role, "设置角色"),
    ("person", "user", accounts.close_account, "停用账号"),
    ("person", "user", accounts.reopen_account, "重新启用账号"),
    ("post", "membership", accounts.set_duty, "设置职务"),
    ("post", "membership", accounts.take_role, "取消角色"),
    ("ledger", "ledger", hooks.subscribe_to_ledger, "添加推送"),
    ("site", "", hooks.subscribe_to_site, "添加全系统推送"),
    ("hook", "subscription", hooks.end_subscription, "停掉推送"),
    ("hook", "subscription", hooks.resume_subscription, "恢复推送"),
    ("token", "token", accounts.revoke_token, "作废接口令牌"),
)
VERBS = tuple(
    Verb(call, kind, call.__name__, word, OTHERS.get(call.__name__, {}), subject) for kind, subject, call, word in LISTED
)

BY_FORM = "uploaded as a form: see lists of files"
A_WAY_IN = "it hands out a password: a token would make itself a way in that is wider than it is"
LOOKED_AT = "a person looks at the paper while it is done"
THE_HOUSE = "the house itself does it, or a unit's link"
A_TEMPLATE = "a house's template is tried on its page, which shows what is not understood of it"
RULES = "a body's own rules are weighed against the old ones on their page, field by field"
FROM_A_FILE = "a file is read and looked at first; the interface brings the file"
OWN_PAPERS = "a person's own papers, which nobody else sees"
A_ROBOT = "the address of a group's robot is its secret: whoever may set it pastes it on the page, where it can be tried"
ROBOTS: tuple[Call, ...] = (notices.add_group, notices.change_group, notices.stop_group, notices.try_group)
ELSEWHERE: dict[Call, str] = {
    intake.receive: BY_FORM,
    intake.deliver: BY_FORM,
    ledger.begin: A_WAY_IN,
    accounts.set_up: A_WAY_IN,
    accounts.add_user: A_WAY_IN,
    accounts.invite_user: A_WAY_IN,
    accounts.set_password: A_WAY_IN,
    accounts.reset_password: A_WAY_IN,
    accounts.issue_token: A_WAY_IN,
    accounts.bring_in: A_WAY_IN,
    ledger.adopt: FROM_A_FILE,
    ledger.lay: FROM_A_FILE,
    intake.lay: LOOKED_AT,
    intake.mend: LOOKED_AT,
    intake.undo: LOOKED_AT,
    intake.map_headings: LOOKED_AT,
    intake.keep_template: A_TEMPLATE,
    intake.map_template_headings: A_TEMPLATE,
    intake.drop_template: A_TEMPLATE,
    intake.keep_word_template: A_TEMPLATE,
    intake.drop_word_template: A_TEMPLATE,
    ledger.edit_copy: RULES,
    intake.read: THE_HOUSE,
    supervision.propose_round: THE_HOUSE,
    supervision.visit: THE_HOUSE,
    supervision.answer: THE_HOUSE,
    supervision.hand_evidence: THE_HOUSE,
    **dict.fromkeys(drafts.VERBS, OWN_PAPERS),
    **dict.fromkeys(ROBOTS, A_ROBOT),
}
ROOMS = (accounts, drafts, hooks, intake, ledger, manuscripts, notices, supervision)
