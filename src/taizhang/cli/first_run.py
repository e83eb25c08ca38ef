"""``taizhang init``: the first administrator and the first units, asked for at the terminal or given as options;
``taizhang reset-password`` for an administrator who lost his own.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable

Verb = Callable[[argparse.Namespace], int]


def add_verbs(verbs: argparse._SubParsersAction[argparse.ArgumentParser], with_django: Callable[[Verb], Verb]) -> None:
    """Add both to the command."""
    init = verbs.add_parser("init", help="首次设置：第一位系统管理员和本单位", description="没有写明的逐项询问。")
    init.add_argument("--name", help="系统管理员姓名")
    init.add_argument("--login", help="登录名")
    init.add_argument("--generate", action="store_true", help="随机生成密码并打印一次（否则输入两遍）")
    init.add_argument("--body", help="主体单位名称，例如 市水务局")
    init.add_argument("--superior", help="上级单位名称，没有可不写")
    init.add_argument("--office", help="整改办所在的科室，没有可不写")
    init.add_argument("--profile", metavar="规则", help=f"新台账常用的办理规则：{_profiles_told()}；不写则按来源选用")
    init.add_argument("--no-ledgers", action="store_true", help="系统管理员不兼整改办工作")
    init.set_defaults(run=with_django(_init))
    reset = verbs.add_parser("reset-password", help="给一个账号换一次性密码（系统管理员忘记自己的密码时用）")
    reset.add_argument("login", metavar="登录名")
    reset.set_defaults(run=with_django(_reset_password))


def _init(arguments: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError

    from taizhang.accounts.actions import AlreadySetUp
    from taizhang.accounts.models import User
    from taizhang.cli.ready import make_ready

    make_ready()
    try:
        if User.objects.exists():
            raise AlreadySetUp
        return _set_up(arguments)
    except ValidationError as error:
        print(" ".join(error.messages), file=sys.stderr)
    except AlreadySetUp as error:
        print(error, file=sys.stderr)
    except (EOFError, KeyboardInterrupt):
        print("\n没有设置完，什么都没有保存。", file=sys.stderr)
    return 2


def _profiles_told() -> str:
    from taizhang.profiles import PROFILES

    return "、".join(PROFILES)


def _set_up(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from taizhang.accounts.actions import FirstRun
    from taizhang.journal.append import SYSTEM
    from taizhang.ledger.actions import begin

    asked = not (arguments.name and arguments.login and arguments.body)
    profile = _profile(arguments.profile) if arguments.profile else ""
    name = arguments.name or _ask("系统管理员姓名")
    login = arguments.login or _ask("登录名（例如姓名拼音）")
    password = _password(arguments.generate, name, login)
    said = FirstRun(
        name=name,
        username=login,
        password=password,
        body=arguments.body or _ask("主体单位名称（例如 市水务局）"),
        superior=_optional(arguments.superior, asked, "上级单位名称"),
        office=_optional(arguments.office, asked, "整改办所在的科室"),
        keeps_ledgers=not arguments.no_ledgers and (not asked or _yes("这位管理员也做整改办工作（导入文件、管台账）")),
    )
    begin(said=said, profile=profile or (_choose_profile() if asked else ""), by=SYSTEM, at=timezone.now())
    print(f"已设置：{said.body}，系统管理员 {name}（登录名 {login}）。")
    if arguments.generate:
        print(f"密码：{password}  （只显示这一次）")
    print("运行 taizhang serve 启动，登录后在右上角“设置”里添加单位和人员。")
    return 0


def _profile(said: str) -> str:
    """The code of the profile that is called so, by code or name. Raises ValidationError."""
    from django.core.exceptions import ValidationError

    from taizhang.profiles import PROFILES, shipped

    for code in PROFILES:
        if said in (code, shipped(code).name):
            return code
    raise ValidationError(f"没有“{said}”这种办理规则。可以写：{_profiles_told()}。")


def _choose_profile() -> str:
    """The profile that new ledgers start from, by its number; none where the source is to decide."""
    from taizhang.profiles import PROFILES, shipped

    print("新台账常用哪种办理规则（以后可以改，建台账时也可以另选）：")
    for number, code in enumerate(PROFILES, 1):
        profile = shipped(code)
        print(f"  {number}  {profile.name}（{'、'.join(profile.sources)}）")
    while True:
        answer = input("写序号，按回车则按来源选用：").strip()
        if not answer:
            return ""
        if answer.isdecimal() and 1 <= int(answer) <= len(PROFILES):
            return PROFILES[int(answer) - 1]


def _ask(question: str) -> str:
    while True:
        if answer := input(f"{question}：").strip():
            return answer


def _optional(given: str | None, asked: bool, question: str) -> str:
    if given is not None or not asked:
        return (given or "").strip()
    return input(f"{question}（没有就按回车）：").strip()


def _yes(question: str) -> bool:
    return input(f"{question}？[Y/n]：").strip().lower() not in ("n", "no", "否", "不")


def _password(generate: bool, name: str, login: str) -> str:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from taizhang.accounts.models import User
    from taizhang.accounts.one_time import one_time_password

    if generate:
        return one_time_password()
    while True:
        typed = getpass.getpass("密码（至少 8 个字符，输入时不显示）：")
        try:
            validate_password(typed, User(username=login, name=name))
        except ValidationError as error:
            print(" ".join(error.messages), file=sys.stderr)
            continue
        if typed == getpass.getpass("再输入一次："):
            return typed
        print("两次输入的不一样，请重新输入。", file=sys.stderr)


def _reset_password(arguments: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from taizhang.accounts.actions import reset_password
    from taizhang.accounts.models import User
    from taizhang.accounts.policy import SYSTEM

    try:
        user = User.objects.get(username=arguments.login)
        password = reset_password(user=user, by=SYSTEM, at=timezone.now())
    except User.DoesNotExist:
        print(f"没有登录名为“{arguments.login}”的账号。", file=sys.stderr)
        return 2
    except ValidationError as error:
        print(" ".join(error.messages), file=sys.stderr)
        return 2
    print(f"{user.name} 的一次性密码：{password}  （只显示这一次，登录后须改成自己的）")
    return 0
