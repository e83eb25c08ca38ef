"""What is said of each kind of trouble with a list: what is wrong, and what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from taizhang.accounts.roster import Kind, Trouble

SAYINGS: dict[Kind, tuple[str | Promise, str | Promise]] = {
    "no_headings": (
        _("没有找到表头"),
        _("单位表请写“单位名称、上级单位”，人员表请写“姓名、登录名、单位、角色、邮箱”，写在最上面一行。"),
    ),
    "too_many": (_("超过 %(value)s 行"), _("请分成几份导入。")),
    "no_unit_name": (_("没有写单位名称"), _("请填写单位名称，或删去这一行。")),
    "no_name": (_("没有写姓名"), _("请填写姓名，或删去这一行。")),
    "no_username": (_("没有写登录名"), _("请填写登录名，例如姓名拼音或工号。")),
    "no_unit": (_("没有写单位"), _("请填写这个人所在的单位。")),
    "no_role": (_("没有写角色"), _("请填写角色，或在上面选择“没有写角色的人”作为什么。")),
    "no_address": (_("“%(value)s”不是邮箱地址"), _("请改成完整的地址，或留空。")),
    "too_long": (_("“%(value)s”太长"), _("请核对这一格的内容是否填错了列。")),
    "role_unknown": (
        _("没有“%(value)s”这种角色"),
        _("请改为：联络员、责任领导、整改办、领导小组成员、主要负责人、监督审核人、查阅人或系统管理员。"),
    ),
    "duty_unknown": (
        _("“%(value)s”不是这个角色的职务"),
        _("领导小组的职务写：组长、常务副组长、副组长、成员；整改办的写：主任、副主任、工作人员。其他人留空。"),
    ),
    "unit_unknown": (_("没有单位“%(value)s”"), _("请先在单位表里加上它，或改成已有的名称。")),
    "unit_ambiguous": (_("有几个单位都叫“%(value)s”"), _("请连上级一起写，例如“市水务局/办公室”。")),
    "parent_unknown": (_("没有上级单位“%(value)s”"), _("请在名单里也列出这个上级单位，或改成已有的名称。")),
    "username_taken": (_("这个登录名已是“%(value)s”的"), _("请换一个登录名；如果是同一个人，请先在“人员”里更正姓名。")),
    "username_twice": (_("名单里有两个不同的人用登录名“%(value)s”"), _("请给其中一人换一个登录名。")),
    "account_closed": (_("账号“%(value)s”已停用"), _("仍需使用请先在“人员”里重新启用。")),
}


def saying(trouble: Trouble) -> tuple[str, str]:
    """What is wrong and what to do, in the language of the page."""
    says, remedy = SAYINGS[trouble.kind]
    return str(says) % {"value": trouble.value}, str(remedy)
