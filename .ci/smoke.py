"""A first run as a new user has it: fresh clone, ``make run``, sign in by HTTP, the example is in the ledger; then a second run.

Standard library only. Uses a port of its own; ends what it started.
"""

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

PORT = 8731
SITE = f"http://127.0.0.1:{PORT}"
SETUP_SECONDS = 600


@contextmanager
def running(folder):
    """``make run`` in ``folder``, until the block ends."""
    command = ["make", "run", f"PORT={PORT}"]
    process = subprocess.Popen(command, cwd=folder, start_new_session=True)
    try:
        wait_for_site(process)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)  # not SIGINT: a shell that starts things in the background has it ignored
        process.wait(timeout=30)


def wait_for_site(process):
    """Until the sign-in page answers; the run's end or ten minutes are a failure."""
    until = time.monotonic() + SETUP_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            sys.exit(f"make run ended with {process.returncode}")
        try:
            urllib.request.urlopen(f"{SITE}/account/login/", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
        else:
            return
    sys.exit("make run did not answer in time")


def sign_in(folder):
    """A browser of a kind, signed in as the clerk of the demonstration."""
    accounts = (folder / "data" / "demo-accounts.txt").read_text("utf-8").splitlines()
    username, password, *_ = accounts[1].split()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = browser.open(f"{SITE}/account/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    form = urllib.parse.urlencode({"login": username, "password": password, "csrfmiddlewaretoken": token}).encode()
    answer = browser.open(urllib.request.Request(f"{SITE}/account/login/", form, {"Referer": f"{SITE}/account/login/"}))
    assert "/account/login" not in answer.geturl(), "signing in failed"
    return browser


def look_at_ledger(browser):
    """The ledger page of the example; returns how many findings its count line names."""
    ledgers = browser.open(f"{SITE}/ledgers/").read().decode()
    address = re.search(r'href="(/ledgers/\d+/)"', ledgers)[1]
    page = browser.open(SITE + address).read().decode()
    return len(set(re.findall(r'href="findings/(\d+)/"', page)))


def main():
    """Two runs from one fresh clone: the first sets up, the second loses nothing."""
    source = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "taizhang"
        subprocess.run(["git", "clone", "-q", str(source), str(folder)], check=True)
        with running(folder):
            first = look_at_ledger(sign_in(folder))
        with running(folder):
            second = look_at_ledger(sign_in(folder))
        verify = [str(folder / ".venv/bin/taizhang"), "verify"]
        subprocess.run(verify, check=True, env={**os.environ, "TAIZHANG_HOME": str(folder / "data")})
    assert first == second > 0, (first, second)
    print(f"smoke: make run twice from a fresh clone, {first} findings in the example's ledger")


main()
