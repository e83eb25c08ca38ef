"""The pages of the policy profiles, one each, from the files that ship with the product."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby

from taizhang.profiles import PROFILES, Line, path_of, shipped, told

UNSAID = "不规定"


def pages() -> dict[str, Callable[[], str]]:
    """Every profile's page, by its path, and the page that lists them."""
    each = {f"docs/profiles/{code}.md": partial(profile_page, code) for code in PROFILES}
    return {"docs/profiles/README.md": list_page, **each}


def list_page() -> str:
    """Which profile is for which source."""
    lines = [
        "# 办法（policy profiles）",
        "",
        "一种来源一份办法：叫法、时限、报告、销号路线。由 `make docs` 从 `src/taizhang/profiles/*.toml` 生成。",
        "",
        "| 办法 | English | 适用来源 | 路线 |",
        "|---|---|---|---|",
    ]
    for profile in map(shipped, PROFILES):
        cells = (f"[{profile.name}]({profile.code}.md)", profile.english, "、".join(profile.sources), profile.closing.route)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def profile_page(code: str) -> str:
    """What one profile says, section by section, and its file with where each value is from."""
    profile = shipped(code)
    lines = [
        f"# {profile.name}",
        "",
        f"适用来源：{'、'.join(profile.sources)}。时限自{profile.words.start}起算，当日不算在内。",
        "",
        "由 `make docs` 生成，与产品自带的文件一致。各地规定不同：复制文末的文件，改成本地的办法即可。",
    ]
    sections = (line for line in told(profile) if len(line.place) > 1)
    for section, group in groupby(sections, key=lambda line: line.place[0]):
        lines += ["", f"## {section}", "", *_table(group)]
    lines += ["", "## 文件和出处", "", "```toml", path_of(code).read_text("utf-8").rstrip(), "```"]
    return "\n".join(lines) + "\n"


def _table(section: Iterable[Line]) -> Iterator[str]:
    yield "| 项目 | 规定 |"
    yield "|---|---|"
    for place, value in section:
        yield f"| {' · '.join(place[1:])} | {value or UNSAID} |"
