"""Which kind of paper a document is, by its title, else by how it opens."""

from __future__ import annotations

import re

KINDS = (
    ("反馈意见", r"反馈意见|反馈会|意见反馈|反馈(?!.{0,10}整改).{0,12}情况"),
    ("问题清单", r"问题清单|问题台账清单|问题汇总"),
    ("审计报告", r"审计(?:结果)?报告|审计工作报告|审计决定"),
    ("台账", r"台账|销号表|任务清单|责任清单|措施清单"),
    ("通报", r"通报|公示|情况的?公开|公告"),
    ("方案", r"方案|计划|安排|工作要点"),
    ("总结", r"总结|小结"),
    ("报告", r"报告|汇报|情况说明|进展情况|整改情况|落实情况"),
)
_BY_TITLE = tuple((kind, re.compile(rf"(?:{pattern})(?!学习|宣讲|会议|编制)")) for kind, pattern in KINDS)
_OPENINGS = (
    ("通报", re.compile(r"现将.{0,60}?(?:予以|进行)?(?:公布|公开|通报|公示|公告)")),
    ("反馈意见", re.compile(r"现将.{0,40}?(?:巡视|巡察|督察|检查)(?:情况|意见)?反馈如下|向你们反馈")),
    ("报告", re.compile(r"现将.{0,60}?(?:报告|汇报)如下")),
    (
        "新闻",
        re.compile(
            r"[讯电][（(][^）)]{0,30}(?:记者|通讯员)|^[^。\n]{0,20}(?:新闻网|日报|晚报)讯|记者.{0,12}(?:报道|获悉)|央视网消息|新闻联播"
        ),
    ),
)
_LEAD = 1200


def document_kind(title: str | None, text: str) -> str | None:
    """One of the kinds a reading knows, or None. A headline without a genre over a short text is news."""
    opening = text[:_LEAD]
    if _OPENINGS[-1][1].search(opening[:400]):
        return "新闻"
    if named := _named_last((title or "")[-24:]):
        return named
    return next((kind for kind, pattern in _OPENINGS if pattern.search(opening)), None)


def _named_last(title: str) -> str | None:
    """The genre a title ends with: 反馈意见整改方案 is a 方案."""
    ends = [(found.end(), kind) for kind, pattern in _BY_TITLE for found in pattern.finditer(title)]
    return max(ends, key=lambda pair: pair[0])[1] if ends else None
