"""The server and its worker end when they are told to, in whatever moment."""

import os
import signal
import subprocess
import sys
import time

import pytest

from taizhang.cli import serving

FORKED = """
import os, signal, time
from taizhang.cli.serving import _die_of_signals
signal.signal(signal.SIGTERM, lambda *_: None)  # as the server takes its note
os.register_at_fork(after_in_child=_die_of_signals)
child = os.fork()
if child == 0:
    time.sleep(30)
    os._exit(0)
os.kill(child, signal.SIGTERM)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


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
    done = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, text=True, timeout=25, check=True)
    assert int(done.stdout) == -signal.SIGTERM


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
