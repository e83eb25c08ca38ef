"""``taizhang serve``: one command that runs the web server and the worker, and ends both together."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import subprocess
import sys
import threading

from django.conf import settings

from taizhang.accounts.models import User
from taizhang.cli.demo import has_demo_accounts
from taizhang.cli.ready import make_ready

# The wiring stands above the faces: the worker is started by its name, as the server starts the application by its.
WORKER = [sys.executable, "-m", "taizhang.config.worker"]
RESTART_AFTER = 2.0  # seconds between two starts of a worker that fell over
END_WITHIN = 10  # seconds that a web process gets for the requests it is at


class CannotServe(Exception):
    """Why the server was not started, as a sentence for the person at the terminal."""


def serve(host: str, port: int) -> int:
    """Make ready, then serve on ``host:port`` until interrupted. Raises CannotServe."""
    if has_demo_accounts() and not is_loopback(host):
        raise CannotServe(
            f"数据中有演示账号，只能在本机（127.0.0.1）运行，不能绑定 {host}。正式使用请换一个数据目录（TAIZHANG_HOME）。"
        )
    if not _is_free(host, port):
        raise CannotServe(f"{host}:{port} 已被占用。请先停掉占用它的程序，或用 --port 换一个端口。")
    make_ready()
    print(f"台账已就绪：http://{host}:{port}/  （按 Ctrl+C 停止）", flush=True)
    if not User.objects.exists():
        print(how_to_begin(host, port), flush=True)
    with Worker():
        _run_server(host, port)
    return 0


def how_to_begin(host: str, port: int) -> str:
    """What to do on an installation without any account, in one line."""
    reached = host in ("0.0.0.0", "127.0.0.1", "localhost")  # nosec B104
    if reached and "127.0.0.1" in settings.ALLOWED_HOSTS:
        return f"还没有账号：请在本机浏览器打开 http://127.0.0.1:{port}/ 完成首次设置，或者另开一个终端运行 taizhang init。"
    return "还没有账号：请在本机运行 taizhang init 完成首次设置。"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _run_server(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.register_at_fork(after_in_child=_die_of_signals)
    Granian(
        "taizhang.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("TAIZHANG_WEB_PROCESSES", "1")),
        blocking_threads=int(os.environ.get("TAIZHANG_WEB_THREADS", "4")),
        respawn_failed_workers=True,
        workers_kill_timeout=END_WITHIN,
        log_level=LogLevels.warning,
    ).serve()


def _die_of_signals() -> None:
    """Let a web process that is still loading end when it is told to.

    It is a fork of the server and would have the server's handlers, which only take a note that nobody reads there: told to
    end before it has its own, it would run on, and the server would wait for it for ever.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


class Worker:
    """The worker as a child process, started again when it falls over, ended with the server.

    It has a session of its own: what is sent to the server and all around it (Ctrl+C, a service manager's stop) ends the
    server, and the server ends the worker. Else it would be gone first, and taken for one that fell over.
    """

    def __enter__(self) -> Worker:
        self._ending = threading.Event()
        self._starting = threading.Lock()
        self._child = self._start()
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *exc: object) -> None:
        with self._starting:  # from here on there is no other child
            self._ending.set()
        self._child.terminate()
        try:
            self._child.wait(timeout=END_WITHIN)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    @staticmethod
    def _start() -> subprocess.Popen[bytes]:
        return subprocess.Popen([*WORKER, str(os.getpid())], start_new_session=True)

    def _watch(self) -> None:
        while not self._ending.is_set():
            self._child.wait()
            self._ending.wait(RESTART_AFTER)
            with self._starting:
                if not self._ending.is_set():
                    self._child = self._start()
