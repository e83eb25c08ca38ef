"""``taizhang init`` and what ``taizhang serve`` says on an empty installation."""

import getpass

import pytest

from taizhang import cli
from taizhang.accounts.actions import close_account
from taizhang.accounts.models import Unit, User
from taizhang.accounts.policy import SYSTEM
from taizhang.cli.serving import how_to_begin
from taizhang.ledger.models import UsualProfile


@pytest.fixture
def answers(monkeypatch):
    """Types ``lines`` at the prompts, and ``passwords`` where they are not shown."""

    def type_in(lines=(), passwords=()):
        typed, hidden = iter(lines), iter(passwords)
        monkeypatch.setattr("builtins.input", lambda _: next(typed, None) or _end())
        monkeypatch.setattr(getpass, "getpass", lambda _: next(hidden))

    def _end():
        raise EOFError

    monkeypatch.setattr("taizhang.cli.ready.make_ready", lambda: None)
    return type_in


@pytest.mark.django_db
def test_options_ask_nothing_and_print_the_password_once(answers, capsys):
    answers()
    assert cli.main(["init", "--name", "陈刚", "--login", "chengang", "--body", "市水务局", "--generate"]) == 0
    password = capsys.readouterr().out.partition("密码：")[2].split()[0]
    user = User.objects.get()
    assert user.check_password(password)
    assert [post.role for post in user.posts] == ["administrator", "office"]


@pytest.mark.django_db
def test_what_is_not_given_is_asked_for(answers, capsys):
    lines = ["陈刚", "chengang", "市水务局", "江岸市", "机关党委", "n", "9", "2"]
    answers(lines, ["12345678", "yellow-river-42", "yellow-river-43", "yellow-river-42", "yellow-river-42"])
    assert cli.main(["init"]) == 0
    assert User.objects.get().check_password("yellow-river-42")
    assert list(Unit.objects.values_list("name", flat=True)) == ["江岸市", "市水务局", "机关党委"]
    assert "不一样" in capsys.readouterr().err
    assert UsualProfile.objects.get().name == "audit"


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["inspection", "巡视巡察"])
def test_the_usual_profile_can_be_an_option_by_code_or_name(answers, said):
    answers()
    given = ["--name", "陈刚", "--login", "chengang", "--body", "市水务局", "--superior", "江岸市", "--generate"]
    assert cli.main(["init", *given, "--profile", said]) == 0
    assert (UsualProfile.objects.get().name, UsualProfile.objects.get().body.name) == ("inspection", "市水务局")


@pytest.mark.django_db
def test_a_profile_that_there_is_not_stops_everything(answers, capsys):
    answers()
    given = ["--name", "陈刚", "--login", "chengang", "--body", "市水务局", "--generate"]
    assert cli.main(["init", *given, "--profile", "x"]) == 2
    assert "没有“x”这种办理规则" in capsys.readouterr().err
    assert not User.objects.exists()


@pytest.mark.django_db
def test_given_up_half_way_nothing_is_kept(answers, capsys):
    answers(["陈刚"])
    assert cli.main(["init"]) == 2
    assert "什么都没有保存" in capsys.readouterr().err
    assert not User.objects.exists()


def test_a_second_time_is_refused_before_anything_is_asked(clerk, answers, capsys):
    answers()
    assert cli.main(["init"]) == 2
    assert "已经有账号" in capsys.readouterr().err


def test_who_lost_his_password_gets_a_one_time_one(clerk, capsys):
    assert cli.main(["reset-password", clerk.username]) == 0
    password = capsys.readouterr().out.partition("：")[2].split()[0]
    user = User.objects.get(pk=clerk.pk)
    assert user.check_password(password)
    assert user.must_change_password


def test_whose_login_is_unknown_or_closed_is_said(clerk, at, capsys):
    close_account(user=clerk, by=SYSTEM, at=at)
    assert [cli.main(["reset-password", login]) for login in (clerk.username, "nobody")] == [2, 2]
    assert "nobody" in capsys.readouterr().err


@pytest.mark.parametrize(("host", "by_browser"), [("127.0.0.1", True), ("0.0.0.0", True), ("192.0.2.7", False)])
def test_serve_says_how_to_begin(host, by_browser):
    line = how_to_begin(host, 8000)
    assert "taizhang init" in line
    assert ("http://127.0.0.1:8000/" in line) is by_browser
