"""The patterns that the words of claims make, compiled once for each vocabulary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from taizhang.reading.words import Vocabulary, Words

_EVEN = r"(?:均|都|也|目前|现|现已|已|已经|全部|已全部|全部已|全面|已于|当年|如期|按期|其余|其中|仍|还|有|的|，)*"
_FILL = (
    "整改 整治 落实 改善 推进 推动 办理 解决 完成 实施 到位 销号 办结 的 了 有 共 达 为 约 近 超 逾 过 到 计 累计 合计 总计 任务 问题 隐患 措施 事项 举措 各类 相关 有关 反馈 重点 突出 具体 "
    "或 和 、 阶段 基本 已 其中 分别 条目 数量 数 举报 信访 件 线索 坚持 巩固 加紧 抓紧 积极 逐项 稳步 加快 全力 持续 有序 进行 开展 督办 核查 调查 处理 全部 是 仅 还 目标 内容 需 要 并 验收"
)
_CARDINAL = r"(?:数|总数|数量|清单|整改)?(?:共|共有|共计|合计|累计|累计达|总计|达|达到|为|是|有|计|分别|分别为|约|近|超|超过|逾|仅|仍有|还有|只|[:：])*"


@dataclass(frozen=True)
class Grammar:
    """Everything ``claims`` asks of the words around a number."""

    noun_before: re.Pattern[str]
    noun_after: re.Pattern[str]
    status: re.Pattern[str]
    fill: re.Pattern[str]
    even: re.Pattern[str]
    governed: re.Pattern[str]
    found: re.Pattern[str]
    citizens: re.Pattern[str]
    rule_verbs: re.Pattern[str]
    new: re.Pattern[str]
    revised: re.Pattern[str]
    held: re.Pattern[str]
    units: re.Pattern[str]
    policies: re.Pattern[str]
    occasion: re.Pattern[str]
    nouns: dict[str, str]


def any_of(words: Vocabulary) -> str:
    """One of the words, the longest that fits."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


@lru_cache(maxsize=8)
def grammar(words: Words) -> Grammar:
    """The patterns of a vocabulary."""
    nouns = _nouns(words)
    noun = any_of(tuple(nouns))
    status = "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in (
            ("basically_completed", any_of(words.basically)),
            ("not_started", any_of(words.not_started)),
            ("in_progress", any_of(words.under_way)),
            ("long_term", any_of(words.long_term)),
            ("completed", rf"(?:已经|已|全部|均|累计)+{any_of(words.done_after_already)}|{any_of(words.done[:-1])}"),
        )
    )
    return Grammar(
        noun_before=re.compile(f"(?P<noun>{noun}){_CARDINAL}$"),
        noun_after=re.compile(rf"的?(?P<mod>[^，,。；;：:、（()）\d《》\s]{{0,14}}?)(?P<noun>{noun})(?P<tail>[^，,。；;、（(]{{0,3}})"),
        status=re.compile(status),
        fill=re.compile(f"{any_of(tuple(_FILL.split()))}*"),
        even=re.compile(_EVEN),
        governed=re.compile(
            rf"(?P<verb>{any_of(words.done)})(?:了|完成|到位)?(?P<object>(?:(?!{any_of(words.found)})[^，,。；;：:、]){{0,16}})$"
        ),
        found=re.compile(any_of(words.found)),
        citizens=re.compile(any_of(words.citizens)),
        rule_verbs=re.compile(rf"(?:(?:{any_of(words.new)}|{any_of(words.revised)})[、和并及与了]?)+"),
        new=re.compile(any_of(words.new)),
        revised=re.compile(any_of(words.revised)),
        held=re.compile(f"(?P<no>{any_of(words.not_discipline)})|(?P<yes>{any_of(words.discipline)})"),
        units=re.compile(any_of(words.units)),
        policies=re.compile(any_of(words.policies)),
        occasion=re.compile(any_of(words.occasions)),
        nouns=nouns,
    )


def _nouns(words: Words) -> dict[str, str]:
    """Every noun that a counter can stand with, and what it counts."""
    kinds = {
        "matters": words.matters,
        "rules": words.rules,
        "tasks": words.tasks,
        "measures": words.measures,
        "problems": words.problems,
        "manifestations": words.manifestations,
    }
    return {noun: kind for kind, nouns in kinds.items() for noun in nouns}
