"""What people write in a template for each thing that forms know of a ledger: a word, what it means, an example.

The dataclasses of ``reports/facts.py`` are what a template is filled from; a test holds this table against them.
"""

from __future__ import annotations

from typing import NamedTuple

from taizhang.reports import facts


class Word(NamedTuple):
    """What a field is called, what it means, how a value of it looks."""

    word: str
    means: str
    example: str = ""


LEFT_OUT = {"stamp"}  # what machines read

WORDS: dict[type, dict[str, Word]] = {
    facts.Ledger: {
        "title": Word("台账名称", "台账的名称", "2026年巡察整改台账"),
        "body": Word("单位", "被巡察（审计、检查）的单位", "市水务局"),
        "subject": Word("整改事项", "整改的是什么，用在标题里", "巡察反馈问题"),
        "as_of": Word("截至日期", "数据截至哪一天", "2026年11月22日"),
        "aspects": Word("各方面", "各个方面，每个方面下有“各问题”"),
        "words": Word("用词", "这本台账里各种叫法"),
        "reports_to": Word("监督单位", "整改情况报给谁", "市委巡察办"),
        "inspected_by": Word("巡察组", "谁来巡察（审计、检查）的", "市委第三巡察组"),
        "feedback_on": Word("反馈日期", "反馈意见的日期", "2026年9月1日"),
        "concentrated_until": Word("集中整改截止日期", "集中整改到哪一天", "2026年12月1日"),
        "version": Word("数据版本", "数据取自哪一个数据版本；取自现在的台账时是空的", "第3版"),
        "organising": Word("组织情况", "方案审定、会议、签字背书等情况"),
        "opinions": Word("各审核意见", "对方案的审核意见，逐条"),
        "handed_over": Word("各立行立改问题", "进驻期间交办的问题，逐个"),
        "changes": Word("变化", "与上一个数据版本相比的变化；没有时是空的"),
        "contact": Word("联系方式", "公开稿用的联系方式和期限"),
    },
    facts.Aspect: {
        "title": Word("名称", "方面的名称", "供水保障方面"),
        "findings": Word("各问题", "这个方面的问题，逐个"),
    },
    facts.Finding: {
        "serial": Word("编号", "问题的编号", "3"),
        "statement": Word("内容", "问题的内容", "老城区管网漏损率偏高"),
        "stated": Word("写明", "原文写明了问题（没有写明的不计入问题数）", "是"),
        "manifestations": Word("各具体表现", "具体表现，逐条是文字", "管网超期服役"),
        "measures": Word("各措施", "这个问题的整改措施，逐条"),
        "answers": Word("责任", "责任领导、单位、时限"),
        "state": Word("状态", "问题的状态", "整改中"),
        "is_open": Word("未办结", "还在整改，不是时是空的", "是"),
        "close_out": Word("销号情况", "申请、审定、销号的日期和签批人"),
        "waits_for": Word("等谁办", "下一步由谁办什么", "整改办审核"),
        "rebounds": Word("反弹次数", "销号后又反弹几次", "0"),
        "returned": Word("退回次数", "申请销号后被退回几次", "0"),
        "settled": Word("移交或认结", "移交给谁，或谁同意认结", ""),
        "transferred": Word("已移交", "已移交其他单位，不是时是空的", "是"),
        "amounts": Word("各金额", "问题金额和整改金额，逐类"),
        "accountability": Word("各追责", "追责问责的数字，逐类"),
        "on_site": Word("交办情况", "进驻期间交办的通知书；不是交办的问题时是空的"),
    },
    facts.Measure: {
        "number": Word("编号", "措施的编号", "3.1"),
        "title": Word("标题", "措施的标题", "更换老旧管网"),
        "text": Word("内容", "措施的全文", "更换老旧管网，分三批完成改造。"),
        "answers": Word("责任", "责任领导、单位、时限"),
        "state": Word("状态", "措施的状态", "推进中"),
        "progress": Word("进展", "整改进展", "已更换管网12公里。"),
        "effect": Word("成效", "整改成效", "漏损率下降3.6个百分点"),
        "is_open": Word("未完成", "还没有完成，不是时是空的", "是"),
        "evidence": Word("各佐证材料", "佐证材料，逐件"),
        "left": Word("剩余工作", "阶段性完成后还要做什么", "完成三期改造"),
        "returned": Word("退回次数", "被退回几次", "0"),
        "extended": Word("延期次数", "延期几次", "1"),
        "lasting": Word("长期坚持", "长期坚持，不是时是空的", "是"),
    },
    facts.Answers: {
        "leader": Word("责任领导", "责任领导", "王建国"),
        "lead_unit": Word("牵头单位", "牵头单位", "供水科"),
        "assisting": Word("配合单位", "配合单位", "财务科、办公室"),
        "deadline": Word("时限", "整改时限，照台账的写法", "2026年11月30日"),
        "horizon": Word("类型", "整改类型", "限期整改"),
        "due": Word("到期日", "写明了日期的时限", "2026年11月30日"),
    },
    facts.Evidence: {
        "number": Word("编号", "佐证材料的编号", "3-1-1"),
        "name": Word("名称", "材料名称", "老旧管网改造验收单"),
        "place": Word("存放处", "电子件，或纸质件的文号和地点", "电子件"),
    },
    facts.CloseOut: {
        "applied_on": Word("申请日期", "申请销号的日期", "2026年10月8日"),
        "decided_on": Word("审定日期", "单位审定的日期", "2026年10月20日"),
        "decided_by": Word("审定人", "谁签字审定", "赵局长"),
        "closed_on": Word("销号日期", "同意销号的日期", "2026年11月2日"),
        "closed_by": Word("销号人", "谁签字同意销号", "孙处长"),
        "degree": Word("认定程度", "监督单位认定的程度", "完成"),
    },
    facts.Amount: {
        "kind": Word("类别", "金额的类别", "上缴财政"),
        "found": Word("问题金额", "问题金额，单位是元", "30,000.00"),
        "rectified": Word("整改金额", "整改金额，单位是元", "12,000.00"),
    },
    facts.Accountability: {
        "kind": Word("方式", "追责问责的方式", "谈话提醒"),
        "organisations": Word("组织数", "问责几个组织", "1"),
        "people": Word("人数", "问责几人", "2"),
    },
    facts.OnSite: {
        "notice": Word("通知书编号", "立行立改通知书的编号", "〔2026〕1号"),
        "handed_over_on": Word("交办日期", "交办的日期", "2026年8月3日"),
        "received_by": Word("签收人", "谁签收的", "张敏"),
    },
    facts.Organising: {
        "approved_on": Word("方案审定日期", "整改方案审定的日期", "2026年9月20日"),
        "approved_by": Word("方案审定人", "谁审定的方案", "赵局长"),
        "meeting": Word("审定会议", "审定方案的会议", "党组会第20次"),
        "meetings": Word("各会议", "签批里引用的会议，逐个是文字", "党组会第20次"),
        "endorsed": Word("签字背书数", "主要负责人签字背书了几个问题", "7"),
    },
    facts.Opinion: {
        "body": Word("单位", "提意见的单位", "市委巡察办"),
        "given_on": Word("日期", "提意见的日期", "2026年9月10日"),
        "text": Word("内容", "意见的内容", "措施2.1不够具体。"),
        "reply": Word("采纳情况", "采纳或未采纳", "采纳"),
        "why": Word("说明", "怎样采纳，或为什么不采纳", "已写明里程和时限。"),
        "about": Word("对应问题", "是对哪个问题提的", "（问题2）"),
    },
    facts.Changes: {
        "since": Word("对比日期", "与哪一天相比", "2026年8月31日"),
        "version": Word("对比版本", "与哪个数据版本相比", "第2版"),
        "closed": Word("各新销号", "这期间销号的，逐个"),
        "reopened": Word("各重新整改", "销号后又重新整改的，逐个"),
        "slipped": Word("各新逾期", "这期间逾期的，逐个"),
        "changed": Word("各其他变化", "其他变化，逐个"),
    },
    facts.Change: {
        "number": Word("编号", "问题或措施的编号", "3.1"),
        "what": Word("事项", "是什么", "更换老旧管网"),
        "said": Word("情况", "有什么变化", "已完成"),
    },
    facts.Contact: {
        "phone": Word("电话", "联系电话", "0000-1234567"),
        "address": Word("地址", "联系地址", "江岸市滨河路1号"),
        "postcode": Word("邮编", "邮政编码", "000000"),
        "email": Word("邮箱", "电子邮箱", "zgb@example.com"),
        "open_from": Word("开始日期", "公开期限从哪天起", "2026年12月1日"),
        "open_until": Word("结束日期", "公开期限到哪天止", "2026年12月21日"),
    },
    facts.Words: {
        "finding": Word("问题", "怎样称呼问题", "问题"),
        "manifestation": Word("具体表现", "怎样称呼具体表现", "具体表现"),
        "measure": Word("措施", "怎样称呼措施", "整改措施"),
        "leader": Word("责任领导", "怎样称呼责任领导", "责任领导"),
        "lead_unit": Word("牵头单位", "怎样称呼牵头单位", "牵头单位"),
        "assisting": Word("配合单位", "怎样称呼配合单位", "配合单位"),
        "deadline": Word("时限", "怎样称呼时限", "整改时限"),
        "horizon": Word("类型", "怎样称呼整改类型", "整改类型"),
        "at_once": Word("立行立改", "怎样称呼立行立改", "立行立改"),
        "office": Word("整改办", "怎样称呼整改办", "整改办"),
        "leading_group": Word("领导小组", "怎样称呼领导小组", "领导小组"),
        "supervisor": Word("监督单位", "怎样称呼监督单位", "监督单位"),
        "plan": Word("方案", "怎样称呼方案", "整改方案"),
        "close": Word("销号", "怎样称呼销号", "销号"),
        "under_way": Word("整改中", "怎样称呼整改中的问题", "整改中"),
        "in_hand": Word("推进中", "怎样称呼推进中的措施", "推进中"),
        "stage_done": Word("阶段性完成", "怎样称呼阶段性完成", "阶段性完成"),
        "ended": Word("终止", "怎样称呼终止的措施", "终止"),
    },
}

# What is counted out of all of it, besides its fields.
COUNTED: dict[str, Word] = {
    "findings": Word("问题数", "写明的问题一共几个", "12"),
    "closed": Word("已办结问题数", "其中已办结几个", "7"),
    "open": Word("未办结问题数", "其中还在整改几个", "5"),
    "measures": Word("措施数", "措施一共几条", "57"),
    "done": Word("已完成措施数", "其中已完成几条", "52"),
    "undone": Word("未完成措施数", "其中还没有完成几条", "5"),
    "late": Word("逾期措施数", "其中逾期几条", "2"),
}
ALL_FINDINGS = Word("各问题", "全部写明的问题，逐个；比“各方面”里的多一个“方面”")
ALL_MEASURES = Word("各措施", "全部措施，逐条；比问题里的多“方面”“问题”两项")
OF_ASPECT = Word("方面", "所在的方面", "供水保障方面")
OF_FINDING = Word("问题", "对应的问题", "老城区管网漏损率偏高")
