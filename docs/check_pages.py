"""The pages of the checks, one a family, from the checks themselves: what they say, an example, what comes near and is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from types import ModuleType

from taizhang.checks import FAMILIES, Check, Example, Severity
from taizhang.checks.words import lists

GRADES = {Severity.ERROR: "错误 error", Severity.WARNING: "提醒 warning", Severity.NOTE: "提示 note"}


def pages() -> dict[str, Callable[[], str]]:
    """Every family's page by its path, the page that lists them, and the list of words."""
    each = {f"docs/checks/{_name(family)}.md": partial(family_page, family) for family in FAMILIES}
    return {"docs/checks/README.md": list_page, **each, "docs/checks/words.md": words_page}


def list_page() -> str:
    """All checks, by family and code."""
    lines = [
        "# 校核（checks）",
        "",
        "`taizhang check FILE` 逐项核对一份材料。每一项有代号、轻重和一句话；可以用 `--off 代号` 不做，也可以在办法文件里",
        '写明理由、长期不做（`[[checks_off]]`，`code = "…"`，`reason = "…"`）。有错误时退出码为 1，读不了为 2。',
        "",
        "Every check has a code, a grade and one sentence in both languages. Errors end the command with status 1.",
        "",
        "| 代号 code | 轻重 grade | 名称 | English |",
        "|---|---|---|---|",
    ]
    for family in FAMILIES:
        page = f"{_name(family)}.md"
        lines += [f"| [{one.code}]({page}) | {GRADES[one.severity]} | {one.name} | {one.english_name} |" for one in family.CHECKS]
    return "\n".join([*lines, "", "易错词见[词表](words.md)。"]) + "\n"


def family_page(family: ModuleType) -> str:
    """One family: each check with its sentences, example and counter-example."""
    about = (family.__doc__ or "").split("\n\n")[0].strip()
    lines = [
        f"# {_name(family)}",
        "",
        about,
        "",
        "由 `make docs` 生成；例子同时是测试。Generated; the examples are run as tests.",
    ]
    for one in family.CHECKS:
        lines += ["", *_check(one)]
    return "\n".join(lines) + "\n"


def _check(one: Check) -> Iterator[str]:
    yield f"## {one.code} {one.name}"
    yield ""
    yield f"{GRADES[one.severity]} · {one.english_name}"
    yield ""
    yield f"- {one.message}"
    yield f"- {one.english}"
    yield from _example("提示 raised", one.example)
    yield from _example("不提示 not raised", one.counter_example)


def _example(title: str, example: Example | None) -> Iterator[str]:
    if example is None:
        return
    yield from ("", f"{title}：", "", "```text", *example.text.splitlines(), "```")
    if example.against:
        yield from ("", "对照 against：", "", "```text", *example.against.splitlines(), "```")


def words_page() -> str:
    """The words that are often written wrong, with the reason."""
    lines = [
        "# 易错词",
        "",
        "由 `src/taizhang/checks/words.toml` 生成。",
        "",
        "| 易错 | 正确 | 原因 | why |",
        "|---|---|---|---|",
    ]
    lines += [f"| {slip.wrong} | {slip.right} | {slip.why} | {slip.english} |" for slip in lists().slips.values()]
    return "\n".join(lines) + "\n"


def _name(family: ModuleType) -> str:
    return family.__name__.rpartition(".")[2]
