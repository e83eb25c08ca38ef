"""The client of docs/how-to against a server that runs: the main jobs of its page, and what breaks on the way."""

import importlib.util
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from taizhang.notices.hooks.signing import signature
from tests.api.conftest import token_of

FILE = Path(__file__).parents[2] / "docs" / "how-to" / "taizhang_client.py"


@pytest.fixture(scope="module")
def module():
    spec = importlib.util.spec_from_file_location("taizhang_client", FILE)
    found = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = found
    spec.loader.exec_module(found)
    return found


@pytest.fixture
def client(module, live_server, clerk):
    return module.Taizhang(live_server.url, token_of(clerk), pause=0)


def test_the_main_jobs(client, module, ledger, tmp_path, home):
    [one] = client.pages("/ledgers")
    where = f"/ledgers/{one['key']}"
    assert [f["serial"] for f in client.pages(f"{where}/findings", limit=1)] == [1, 2, 3]
    measure = client.get(f"{where}/measures/1")
    said = {"text": "已更换13公里", "as_of": "2026-11-22", "degree": "under_way"}
    done = client.act(f"{where}/measures/1/actions/report_progress", version=measure["version"], **said)
    assert done["version"] == measure["version"] + 1
    (tmp_path / "proof.txt").write_text("已更换")
    assert client.upload(f"{where}/measures/1/evidence", {"说明.txt": tmp_path / "proof.txt"})["made"] == ["evidence:1-1-1"]
    assert client.download(f"{where}/measures/1/evidence/1/file").decode() == "已更换"
    events = list(client.events(one["key"]))
    assert events[-1]["name"] == "measure:add_evidence"
    assert all(module.leaf_hash(f"ledger:{one['key']}", event) == event["hash"] for event in events)


def test_a_refusal_is_told_with_its_reason(client, module, ledger):
    with pytest.raises(module.Refused, match="措施") as refused:
        client.act(f"/ledgers/{ledger.key}/findings/1/actions/submit")
    assert (refused.value.status, refused.value.reason) == (409, "measures_ended")


class Flaky(BaseHTTPRequestHandler):
    """Breaks twice, then answers; remembers the keys that it was sent."""

    keys: list[str] = []

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.keys.append(self.headers["Idempotency-Key"])
        good = len(self.keys) > 2
        self.send_response(200 if good else 503)
        self.end_headers()
        self.wfile.write(b"{}" if good else b"busy")

    def log_message(self, *said):
        """Nothing."""


def test_what_breaks_on_the_way_is_sent_again_under_the_same_key(module):
    server = HTTPServer(("127.0.0.1", 0), Flaky)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        module.Taizhang(f"http://127.0.0.1:{server.server_port}", "tz_x", pause=0).act("/anything")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert len(Flaky.keys) == 3
    assert len(set(Flaky.keys)) == 1


def test_a_push_is_genuine_only_signed_and_new(module):
    now, body = int(time.time()), b'{"events":[]}'
    header = signature("tzs_secret", now, body)
    assert module.is_genuine("tzs_secret", header, body)
    assert not module.is_genuine("tzs_secret", header, body + b" ")
    assert not module.is_genuine("tzs_other", header, body)
    assert not module.is_genuine("tzs_secret", header, body, now=now + 301)
    assert not module.is_genuine("tzs_secret", "t=x,v1=", body)
