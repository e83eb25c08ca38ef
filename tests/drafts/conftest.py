import pytest

from taizhang.drafts import actions
from taizhang.drafts.actions import Dropped

NOTICE = (
    "江岸市水务局关于巡察整改进展情况的通报\n"
    "一、组织推进情况\n"
    "将反馈意见分解为2个方面4个问题，制定57条整改措施。截至2026年10月底，57条整改措施已完成50条、基本完成4条、正在推进5条。\n"
    "2026年9月31日前完成追缴。\n"
    "联系电话：0700-8655120。公开期限：2026年11月2日至11月20日（15个工作日）。\n"
    "江岸市水务局\n2026年11月2日\n"
)
MENDED = NOTICE.replace("正在推进5条", "正在推进3条")
NAME = "通报.txt"


@pytest.fixture
def check(contact, at):
    """Has a text checked: ``check(NOTICE)``; anybody may."""

    def run(text=NOTICE, name=NAME, by=contact, **said):
        data = text if isinstance(text, bytes) else text.encode()
        return actions.check(draft=actions.receive(file=Dropped(name, data), by=by, at=at, **said), at=at)

    return run


@pytest.fixture
def draft(check):
    """The notice, checked: a wrong sum and an impossible day."""
    return check()
