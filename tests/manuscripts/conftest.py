"""A ledger with a snapshot, and the report that is put together from it."""

import pytest

from taizhang.ledger import actions as ledger_actions
from taizhang.manuscripts import actions


@pytest.fixture
def home(settings, tmp_path):
    """A data folder of this test's own."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    return settings.HOME


@pytest.fixture
def reported(ledger, clerk, at):
    """Every measure with its progress."""
    told = ["已更换老旧管网12公里", "已增设监测点30处", "已修订收费流程并全部执行", "已清理账户3个"]
    for measure, text in zip(ledger.measures.order_by("serial"), told, strict=True):
        said = {"text": text, "as_of": at.date(), "degree": "under_way", "version": measure.version}
        ledger_actions.report_progress(subject=measure, **said, by=clerk, at=at)
    return ledger


@pytest.fixture
def snapshot(reported, clerk, at):
    return ledger_actions.take_snapshot(ledger=reported, by=clerk, at=at)


@pytest.fixture
def manuscript(reported, snapshot, clerk, at):
    return actions.begin_manuscript(ledger=reported, snapshot=snapshot, form="report", by=clerk, at=at)


@pytest.fixture
def waterworks(person):
    """The contact of the unit that leads the first finding."""
    return person("contact", "供水科", "钱新")
