"""The chat programs' robots, against a server on this machine: what is posted, how it is signed, what its answers mean."""

import base64
import hmac
import json
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

import pytest

from taizhang.notices import sending
from taizhang.notices.channels import CHANNELS, FOR_GROUPS, Refusal, dingtalk, feishu
from taizhang.notices.message_id import message_id
from taizhang.notices.models import Delivery, DeliveryState

pytestmark = pytest.mark.django_db
OK = {"wecom": b'{"errcode":0,"errmsg":"ok"}', "dingtalk": b'{"errcode":0}', "feishu": b'{"code":0,"msg":"success"}'}


@pytest.fixture
def message(group, at):
    """Makes a message to the group, as if it were one of that program's."""

    def make(code, secret=""):
        group.channel, group.secret = code, secret
        group.save()
        told = {"channel": code, "group": group, "text": "【台账】市水务局：1 个问题即将到期。"}
        return Delivery.objects.create(key=f"{code}:1", made_at=at, not_before=at, **told)

    return make


@pytest.mark.parametrize("code", sorted(OK))
def test_the_text_arrives_with_the_identity_of_the_message(message, there, code, at):
    there.answer = (200, OK[code])
    sent = message(code)
    sending.send_waiting(at)
    [(path, headers, body)] = there.got
    assert Delivery.objects.get().state == DeliveryState.SENT
    assert path.startswith("/hook?key=robot-key-1234")
    assert sent.text in json.dumps(json.loads(body), ensure_ascii=False)
    assert headers["X-Message-ID"] == message_id(sent)


def test_dingtalk_is_signed_in_the_address(message, there, at):
    there.answer = (200, OK["dingtalk"])
    message("dingtalk", "SEC123")
    sending.send_waiting(at)
    query = parse_qs(urlsplit(there.got[0][0]).query)
    wanted = hmac.digest(b"SEC123", f"{query['timestamp'][0]}\nSEC123".encode(), sha256)
    assert base64.b64decode(query["sign"][0]) == wanted
    assert query["key"] == ["robot-key-1234"]


def test_feishu_is_signed_in_the_message(message, there, at):
    there.answer = (200, OK["feishu"])
    message("feishu", "SEC123")
    sending.send_waiting(at)
    told = json.loads(there.got[0][2])
    wanted = hmac.digest(f"{told['timestamp']}\nSEC123".encode(), b"", sha256)
    assert base64.b64decode(told["sign"]) == wanted


def test_without_a_secret_nothing_is_signed():
    assert dingtalk.signed("https://x.example/?a=1", "", 1) == "https://x.example/?a=1"
    assert feishu.signature("", 1) == {}


ANSWERS = [
    ("wecom", (200, b'{"errcode":93000}'), "given_up", "对方没有收下：93000"),
    ("wecom", (200, b'{"errcode":45009}'), "waiting", "对方没有收下：45009"),
    ("dingtalk", (200, b'{"errcode":310000,"errmsg":"sign not match"}'), "given_up", "对方没有收下：310000"),
    ("dingtalk", (200, b'{"errcode":130101}'), "waiting", "对方没有收下：130101"),
    ("feishu", (200, b'{"code":19021}'), "given_up", "对方没有收下：19021"),
    ("feishu", (200, b'{"code":11232}'), "waiting", "对方没有收下：11232"),
    ("wecom", (503, b""), "waiting", "对方没有收下：503"),
    ("wecom", (404, b""), "given_up", "对方没有收下：404"),
    ("wecom", (302, b"", ("Location", "http://169.254.169.254/")), "given_up", "对方没有收下：302"),
    ("wecom", (200, b"<html>"), "given_up", "对方的回答看不懂"),
    ("wecom", (200, b'{"errcode":"0"}'), "given_up", "对方的回答看不懂"),
    ("wecom", (200, b"[0]"), "given_up", "对方的回答看不懂"),
]


@pytest.mark.parametrize(("code", "answer", "state", "trouble"), ANSWERS)
def test_what_an_answer_means(message, there, at, code, answer, state, trouble):
    there.answer = answer
    message(code)
    sending.send_waiting(at)
    row = Delivery.objects.get()
    assert (row.state, row.trouble_told, len(there.got)) == (state, trouble, 1)
    assert bool(row.perhaps_at) == ("看不懂" in trouble)


def test_an_address_that_leads_inside_by_now_is_not_spoken_to(message, there, settings, at):
    settings.OUTSIDE_ALLOWED = []
    message("wecom")
    sending.send_waiting(at)
    row = Delivery.objects.get()
    assert (row.state, row.trouble_told, there.got) == ("given_up", "网址指向内部网络，不能发送", [])


def test_who_is_cut_off_before_the_answer_may_have_got_it(message, there, at):
    there.answer = lambda handler: handler.connection.close()
    message("wecom")
    sending.send_waiting(at)
    row = Delivery.objects.get()
    assert (row.state, row.perhaps_at) == ("waiting", at)


def test_channels_look_alike():
    assert [one.code for one in FOR_GROUPS] == ["wecom", "dingtalk", "feishu"]
    assert all(code == one.code and one.word for code, one in CHANNELS.items())


def test_mail_without_an_address_is_given_up(clerk, at):
    sent = Delivery(key="x", channel="mail", user=clerk, made_at=at, not_before=at)
    with pytest.raises(Refusal) as raised:
        CHANNELS["mail"].send(sent)
    assert not raised.value.again
