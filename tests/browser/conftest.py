"""A real chromium against a live server. Skipped, with the reason, where there is no chromium."""

import os
import shutil
from pathlib import Path

import pytest

from taizhang.config import catalogue

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 375, "height": 760}


def pytest_collection_modifyitems(items):
    """Everything here drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            # A live server's thread needs to see what the test has written.
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no chromium here: make system-deps installs it")
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    catalogue.compile_messages("en")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium, live_server):
    """Opens windows: ``window(user, size=NARROW, theme="dark", language="en")``. What the console says against them fails the test."""
    contexts, complaints = [], []

    def make(user=None, size=WIDE, theme="light", language="zh-hans"):
        context = chromium.new_context(
            viewport=size, base_url=live_server.url, has_touch=size is NARROW, reduced_motion="reduce", accept_downloads=False
        )
        contexts.append(context)
        cookies = {"theme": theme, "django_language": language, **(_session(user) if user else {})}
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert [complaint for complaint in complaints if "status of 4" not in complaint] == []


def _session(user):
    from django.test import Client

    client = Client()
    client.force_login(user)
    return {"sessionid": client.cookies["sessionid"].value}
