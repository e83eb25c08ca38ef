"""People's data where none should stand."""

from __future__ import annotations

import random

from bench.mistakes.putting import Mistake, day_of, said

SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱许何吕张孔曹严金魏姜", "建国志强秀英晓东桂兰德明文涛海燕玉珍立新"
DISTRICTS = ("滨江", "城南", "东湖", "解放", "人民", "新华")


def identity_card(rng: random.Random) -> str:
    digits = (
        rng.choice(("110105", "320106", "440305", "510104"))
        + day_of(rng, 1950, 2005).strftime("%Y%m%d")
        + f"{rng.randint(1, 999):03}"
    )
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    number = digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11]
    return rng.choice(
        ("补助已发放到户，身份证号{}。", "经核实，当事人（身份证号码：{}）已补缴水费。", "公民身份号码{}的用户已办理过户。")
    ).format(number)


def bank_card(rng: random.Random) -> str:
    body = "62" + "".join(rng.choice("0123456789") for _ in range(rng.choice((13, 16))))
    check = next(d for d in "0123456789" if _luhn(body + d))
    number = body + check
    if rng.random() < 0.3:
        number = " ".join(number[n : n + 4] for n in range(0, len(number), 4))
    return rng.choice(("退款已汇入银行卡{}。", "请将水费缴至账号{}。", "补偿款打入其本人卡号{}。")).format(number)


def _luhn(number: str) -> bool:
    total = 0
    for n, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if n % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def mobile(rng: random.Random) -> str:
    number = f"1{rng.choice('3456789')}{rng.randint(0, 999999999):09}"
    if rng.random() < 0.25:
        number = f"{number[:3]}-{number[3:7]}-{number[7:]}"
    return rng.choice(("经电话{}回访，用户表示满意。", "联络员手机{}。", "反映人（{}）要求恢复供水。")).format(number)


def home(rng: random.Random) -> str:
    road, n = rng.choice(DISTRICTS), rng.randint(1, 200)
    place = rng.choice(
        (
            f"{road}路{n}号{rng.randint(1, 9)}栋{rng.randint(1, 4)}单元{rng.randint(1, 9)}0{rng.randint(1, 4)}室",
            f"{road}小区{rng.randint(1, 20)}号楼{rng.randint(1, 4)}单元{rng.randint(101, 904)}室",
        )
    )
    return rng.choice((f"用户家住{place}，已上门更换水表。", f"经查，其家庭住址为{place}。", f"工作人员到{place}现场查看。"))


def complainant(rng: random.Random) -> str:
    name = rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2))))
    return rng.choice(
        (
            f"举报人{name}反映的问题属实。",
            f"经回访，投诉人{name}，对处理结果表示满意。",
            f"针对居民{name}投诉水压不足的问题，已更换水泵。",
            f"信访人：{name}。",
            f"村民{name}多次上访，已做好解释。",
        )
    )


MISTAKES = (
    Mistake("identity card", "people", ("people.identity_card",), said(identity_card)),
    Mistake("bank card", "people", ("people.bank_card",), said(bank_card)),
    Mistake("mobile", "people", ("people.mobile",), said(mobile)),
    Mistake("home", "people", ("people.home",), said(home)),
    Mistake("complainant", "people", ("people.complainant",), said(complainant)),
)
