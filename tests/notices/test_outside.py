"""Where a message may be sent: nowhere inside, however the address is written, and to nobody but who was looked at."""

import datetime
import socket
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from taizhang.notices import outside
from taizhang.notices.inside import is_inside
from taizhang.notices.outside import NotAllowed, Unreachable, find, post
from tests.notices.receiver import receiver

INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%lo",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "100::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::1",
    "2001:0:7f00:1::1",
]
WRITTEN = ["127.1", "2130706433", "0x7f.0.0.1", "017700000001", "[::1]", "[::ffff:127.0.0.1]", "localhost", "LOCALHOST", "0"]
MISWRITTEN = [
    "",
    "hook",
    "ftp://8.8.8.8/",
    "file:///etc/passwd",
    "https://",
    "https://user:secret@8.8.8.8/",
    "https://8.8.8.8:99999/",
    "https://[::1/",
    "https://水务.example/",
    "https://" + "a" * 64 + ".example/",
]


@pytest.fixture
def inside_allowed(settings):
    settings.OUTSIDE_ALLOWED = ["127.0.0.0/8"]


@pytest.fixture
def names(monkeypatch):
    """Says what a name resolves to, time after time."""

    def set_up(*answers):
        left = list(answers)
        monkeypatch.setattr(
            outside.socket, "getaddrinfo", lambda host, port, **_: [(0, 0, 0, "", (ip, port)) for ip in left.pop(0)]
        )
        return left

    return set_up


@pytest.mark.parametrize("address", INSIDE)
def test_what_lies_inside(address):
    assert is_inside(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "121.14.77.201", "2400:3200::1", "::ffff:8.8.8.8"])
def test_what_lies_outside(address):
    assert not is_inside(address)


@pytest.mark.parametrize("host", WRITTEN)
def test_no_way_of_writing_an_address_leads_inside(host):
    with pytest.raises((NotAllowed, Unreachable)):  # some systems do not read the odder ways
        find(f"https://{host}/")


@pytest.mark.parametrize("url", MISWRITTEN)
def test_what_is_no_address_is_not_asked_for(url):
    with pytest.raises(NotAllowed):
        find(url)


def test_a_name_that_leads_inside_in_part_is_refused(names):
    names(["8.8.8.8", "10.0.0.1"])
    with pytest.raises(NotAllowed):
        find("https://hook.example/")


def test_a_name_is_resolved_once_and_the_connection_goes_there(names, inside_allowed):
    with receiver() as there:
        left = names(["127.0.0.1"], ["10.0.0.1"])
        answer = post(f"http://hook.example:{there.port}/a?key=1", b"{}", {"Content-Type": "application/json"})
        assert (answer.code, answer.is_good, len(left)) == (200, True, 1)
        [(path, headers, body)] = there.got
        assert (path, headers["Host"], body) == ("/a?key=1", f"hook.example:{there.port}", b"{}")


def test_plain_http_goes_only_where_the_setting_says(names):
    names(["8.8.8.8"])
    with pytest.raises(NotAllowed):
        find("http://hook.example/")


@pytest.mark.parametrize("entry", ["hook.example", "10.0.0.0/8", "10.0.0.1", " HOOK.example "])
def test_a_setting_lets_in_by_name_or_network(settings, names, entry):
    settings.OUTSIDE_ALLOWED = ["", entry]
    names(["10.0.0.1"], ["192.168.0.1"])
    assert find("http://hook.example/").numbers == ("10.0.0.1",)
    with pytest.raises(NotAllowed):
        find("http://other.example/")


def test_a_redirect_is_handed_back_and_not_followed(inside_allowed):
    with receiver() as there:
        there.answer = (302, b"", ("Location", "http://169.254.169.254/"))
        answer = post(there.url, b"")
        assert (answer.code, answer.is_good, len(there.got)) == (302, False, 1)


def test_of_an_answer_without_end_only_the_beginning_is_read(inside_allowed):
    with receiver() as there:
        there.answer = (200, b"x" * (outside.ANSWER_BYTES * 4))
        assert len(post(there.url, b"").body) == outside.ANSWER_BYTES


def test_who_speaks_too_slowly_is_cut_off(inside_allowed, monkeypatch):
    def drip(handler):
        try:
            for _ in range(200):
                handler.wfile.write(b"H")
                time.sleep(0.02)
        except OSError:
            return

    monkeypatch.setattr(outside, "TOTAL_SECONDS", 0.2)
    with receiver() as there:
        there.answer = drip
        start = time.perf_counter()
        with pytest.raises(Unreachable) as raised:
            post(there.url, b"")
        assert raised.value.perhaps
        assert time.perf_counter() - start < 2


def test_where_nobody_listens_nothing_can_have_arrived(inside_allowed):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable) as raised:
            post(f"http://127.0.0.1:{taken.getsockname()[1]}/", b"")
    assert not raised.value.perhaps


@pytest.mark.parametrize("bad", ["a b", "a\x7fb"])
def test_a_path_or_header_cannot_carry_a_second_request(inside_allowed, bad):
    with receiver() as there:
        with pytest.raises(NotAllowed):
            post(f"{there.url}{bad}", b"")
        with pytest.raises(NotAllowed):
            post(there.url, b"", {"X-A": "1\r\nX-B: 2"})
        assert there.got == []


def test_the_certificate_must_be_the_names(tmp_path, names, inside_allowed, monkeypatch):
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate(tmp_path, "hook.example"))
    trusting = ssl.create_default_context(cafile=str(tmp_path / "hook.pem"))
    monkeypatch.setattr(outside, "_trust", lambda: trusting)
    names(["127.0.0.1"], ["127.0.0.1"])
    with receiver(lambda listening: served.wrap_socket(listening, server_side=True)) as there:
        assert post(f"https://hook.example:{there.port}/", b"").is_good
        with pytest.raises(Unreachable, match="证书"):
            post(f"https://other.example:{there.port}/", b"")


def certificate(folder, name):
    """A certificate of that name that vouches for itself, with its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "hook.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path
