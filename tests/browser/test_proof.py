"""The office prints the head; a month later the verifying body types it in, and takes a proof home that needs no account."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from taizhang.cli import main
from taizhang.journal.models import Event
from taizhang.ledger.actions import set_office_unit
from tests.browser.conftest import NARROW


@pytest.fixture
def printed(window, clerk, ledger, units, at):
    """What stood on the office's paper, before one more thing happened."""
    page = window(clerk)
    page.goto(f"/ledgers/{ledger.pk}/")
    page.get_by_role("link", name="校验", exact=True).click()
    line = page.locator(".head-code").inner_text()
    set_office_unit(ledger=ledger, unit=units["办公室"], by=clerk, at=at + timedelta(days=30))
    return line


def test_the_verifying_body_types_an_older_head_and_takes_a_proof_home(window, person, ledger, printed, tmp_path):
    page = window(person("verifier", "市委巡察办"), size=NARROW)
    page.goto(f"/ledgers/{ledger.pk}/head/")
    total, code = printed.split("条")
    page.get_by_label("照纸上或邮件里的抄在这里").fill(f"{total}条，校验码 {code.upper()}")
    page.get_by_role("button", name="核对").click()
    expect(page.locator(".answer")).to_contain_text("对得上。")
    address = page.get_by_role("link", name="下载证明").get_attribute("href")
    (tmp_path / "proof.json").write_bytes(page.request.get(address).body())
    assert main(["verify-proof", str(tmp_path / "proof.json"), "--head", f"{total}条，校验码 {code}"]) == 0


def test_what_was_changed_meanwhile_is_seen(window, person, ledger, printed):
    Event.objects.filter(log__key=ledger.log_key, seq=1).update(payload="{}")
    page = window(person("verifier", "市委巡察办"))
    page.goto(f"/ledgers/{ledger.pk}/head/")
    page.get_by_label("照纸上或邮件里的抄在这里").fill(printed.replace("条", "条，校验码 "))
    page.get_by_role("button", name="核对").click()
    expect(page.locator(".answer")).to_contain_text("第 2 条与记录时不符")


def test_an_entry_of_the_timeline_is_taken_along(window, clerk, ledger, tmp_path, capsys):
    page = window(clerk)
    page.goto(f"/ledgers/{ledger.pk}/findings/1/")
    page.get_by_text("第 2 条").click()
    address = page.get_by_role("link", name="下载证明").get_attribute("href")
    (tmp_path / "proof.json").write_bytes(page.request.get(address).body())
    assert main(["verify-proof", str(tmp_path / "proof.json")]) == 0
    assert "事项：问题 1 finding:add" in capsys.readouterr().out
