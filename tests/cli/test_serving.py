"""The server and its worker end when they are told to, in whatever moment."""

import os
import signal
import sys
import time

import pytest

from taizhang.cli import serving


@pytest.fixture
def sleeper(monkeypatch):
    """A worker that does nothing, and starts again at once."""
    monkeypatch.setattr(serving, "WORKER", [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(serving, "RESTART_AFTER", 0.05)


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_web_process_that_is_still_loading_dies_of_being_told_to_end():
    usual = signal.signal(signal.SIGTERM, lambda *_: None)  # as the server takes its note
    ready, told = os.pipe()
    if (child := os.fork()) == 0:
        serving._die_of_signals()
        os.write(told, b"x")
        time.sleep(20)
        os._exit(0)
    os.read(ready, 1)
    os.kill(child, signal.SIGTERM)
    signal.signal(signal.SIGTERM, usual)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGTERM


def test_the_worker_ends_with_the_server_and_not_with_what_is_sent_to_all_around_it(sleeper):
    with serving.Worker() as worker:
        pid = worker._child.pid
        assert os.getsid(pid) == pid != os.getsid(0)
    assert not is_there(pid)


def test_a_worker_that_fell_over_is_started_again(sleeper):
    with serving.Worker() as worker:
        first = worker._child
        first.kill()
        until = time.monotonic() + 10
        while worker._child is first and time.monotonic() < until:
            time.sleep(0.02)
        assert worker._child.pid != first.pid


def test_a_worker_that_ends_while_the_server_ends_is_not_started_again(sleeper, monkeypatch):
    with serving.Worker() as worker:
        started = []
        monkeypatch.setattr(worker, "_start", lambda: started.append(1))
    time.sleep(0.3)
    assert started == []
