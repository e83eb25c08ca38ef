"""Sentences in many phrasings: what is wrong in them is seen, and what only looks wrong is left alone."""

from pathlib import Path

import pytest

from taizhang.checks import Remark, Severity, check
from taizhang.reading import read_text

RIGHT = (Path(__file__).parent / "sentences_right.txt").read_text("utf-8").splitlines()
WRONG = (
    ("截至12月底，共有整改任务48项，完成41项，未完成8项。", "parts.sum"),
    ("48项任务中，已完成40项，正在推进9项。", "parts.sum"),
    ("已完成整改问题31个，占问题总数35个的90.6%。", "rates.share"),
    ("共梳理整改事项73件，现已办结65件，办结率87%。", "rates.ratio"),
    ("全年立案45件，结案39件，结案率83.1%。", "rates.ratio"),
    ("整改完成率达到95.2%（应整改62项，已完成58项）。", "rates.ratio"),
    ("检查点位120个，发现问题点位18个，问题率25%。", "rates.ratio"),
    ("反馈的28个问题，已整改到位24个，持续推进5个。", "parts.sum"),
    ("问责干部15人，其中县处级3人、乡科级10人、其他3人。", "parts.people"),
    ("清退违规资金共计56.8万元，其中本级30.5万元，下属单位28.3万元。", "parts.sum"),
    ("建立制度9项，修订制度6项，共计16项。", "parts.sum"),
    ("新建制度9项、修订6项，合计14项。", "parts.sum"),
    ("上述12个问题分为3类，其中立行立改5个、限期整改4个、长期坚持4个。", "parts.sum"),
    ("累计培训3期256人次，其中第一期98人次、第二期87人次、第三期81人次。", "parts.people"),
    ("巡察时间为2025年5月6日至2025年4月28日。", "dates.reversed"),
    ("自2025年11月31日起施行。", "dates.impossible"),
    ("2025年6月31日前完成整改。", "dates.impossible"),
    ("会议于9月31日召开。", "dates.impossible"),
    ("时间：2025年2月29日上午9时", "dates.impossible"),
    ("2026年4月14日（周一）上午召开会议。", "dates.weekday"),
    ("公示期为7天，自2026年3月2日至3月15日。", "limits.length"),
    ("公示时间：2026年3月2日—2026年3月4日（5个工作日）。", "limits.length"),
    ("公开时间为2026年7月1日至7月10日，共15个工作日。", "limits.length"),
    ("由住建、水务、城管、交通、公安等4部门组成联合检查组。", "counts.and_others"),
    ("涉及办公室、财务科、规划科、工程科等三个科室。", "counts.and_others"),
    ("印发《甲办法》《乙细则》《丙规程》等2项制度。", "counts.and_others"),
    ("做好以下两方面工作：一是抓学习，每月1次。二是抓培训，每季1期。三是抓考核，每年1次。", "counts.following"),
    ("主要存在四个方面问题：一是制度不全。二是执行不严。三是督查不力。", "counts.following"),
    ("一是抓学习，每月1次。三是抓培训，每季1期。", "numbering.gap"),
    ("联系人：李明，电话13912345678。", "people.mobile"),
    ("张某，身份证号110105194912310021。", "people.identity_card"),
    ("其银行卡号为6222 0212 3456 7890 128。", "people.bank_card"),
    ("住址：江岸市城南区人民路12号2单元303。", "people.home"),
    ("来信人李建华反映自来水发黄。", "people.complainant"),
    ("市民王秀英向12345热线投诉水压低。", "people.complainant"),
    ("经调查，投诉人赵志强所反映问题部分属实。", "people.complainant"),
    ("召开专题会议3次，比上年增加2次，增长率为150%，合格率120%。", "rates.over"),
    ("完成投资12.5亿元，占年度计划15亿元的93.3%。", "rates.share"),
    ("发放问卷300份，回收285份，回收率97%。", "rates.ratio"),
    ("满意率为96.5%、基本满意率为3.8%、不满意率为1.2%。", "rates.added"),
    ("第一季度12件、第二季度15件、第三季度9件、第四季度14件，全年共52件。", "parts.sum"),
    ("整改措施三十五条，已完成三十条，正在推进六条。", "parts.sum"),
    ("2026年11月31日召开会议", "dates.impossible"),
)


def remarks(sentence: str) -> list[Remark]:
    notice = f"关于2026年整改情况的通报\n为做好整改工作，现将有关情况通报如下：\n{sentence}\n市水务局\n2026年11月20日"
    return check(read_text(notice), public=True)


@pytest.mark.parametrize(("sentence", "code"), WRONG)
def test_what_is_wrong_is_seen(sentence: str, code: str) -> None:
    assert code in {remark.code for remark in remarks(sentence)}


@pytest.mark.parametrize("sentence", RIGHT)
def test_what_only_looks_wrong_is_left_alone(sentence: str) -> None:
    assert [(remark.code, remark.quote) for remark in remarks(sentence) if remark.severity == Severity.ERROR] == []
