"""The notice as plain text and as a page of a government site, furniture and all."""

from __future__ import annotations

from collections.abc import Iterable

from samples.blocks import Block, numbered
from samples.office import text
from samples.story import Story, day

_MENU = ("首页", "机构概况", "政务公开", "政务服务", "互动交流", "水务要闻", "专题专栏")
_NEWS = (
    "我局召开冬季水利建设推进会",
    "城区供水管网改造工程通过阶段验收",
    "全市小型水库标准化创建现场会召开",
    "关于计划停水检修的公告",
    "节水型单位名单公示",
    "水利工程质量检测单位名录",
    "市水务局门户网站工作年度报表",
    "河湖长制工作简报",
)


def plain(blocks: Iterable[Block]) -> str:
    """The paper as text, a paragraph a line."""
    return "".join(block.text + "\n" for block in numbered(blocks))


def page(blocks: Iterable[Block], story: Story) -> str:
    """The paper as a page: menu, place, share bar, side column and foot around it."""
    paper = list(numbered(blocks))
    title, published, body = text(paper[0].text), story.calendar.published, story.facts["body"]
    article = "\n".join(map(_paragraph, paper[1:]))
    menu = "".join(f'<li><a href="/{number}/">{name}</a></li>' for number, name in enumerate(_MENU))
    news = "".join(
        f'<li><a href="/news/{number}.html">{name}</a><span>{published:%m-%d}</span></li>' for number, name in enumerate(_NEWS)
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_通知公告_{body}</title>
<meta name="SiteName" content="{body}">
<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{published:%Y-%m-%d} 09:30">
<style>body{{margin:0;font:16px/1.8 "Microsoft YaHei",sans-serif}}.TRS_Editor p{{text-indent:2em}}</style>
<script>var hits = 0; function doPrint() {{ window.print(); }}</script>
</head>
<body>
<div class="top"><span>今天是{day(published)}</span>
<a href="/wza/">无障碍浏览</a><a href="/old/">长者模式</a></div>
<ul class="main-nav">{menu}</ul>
<div class="dqwz">您现在的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt;
<a href="/zwgk/tzgg/">通知公告</a></div>
<div class="wrap">
<div class="article">
<h1>{title}</h1>
<div class="info">发布时间：{published:%Y-%m-%d} 09:30　来源：{body}　浏览次数：<span id="hits">128</span>
　字体：【<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</div>
<div class="TRS_Editor" id="zoom">
{article}
</div>
<div class="bdsharebuttonbox">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div class="op"><a href="javascript:doPrint()">打印本页</a>　<a href="javascript:window.close()">关闭窗口</a></div>
<p>上一篇：<a href="/zwgk/tzgg/101.html">关于开展用水户满意度调查的公告</a></p>
<p>下一篇：没有了</p>
</div>
<div class="right"><h3>热点信息</h3><ul>{news}</ul></div>
</div>
<div class="foot">
<p>主办单位：{body}　承办单位：{body}办公室　技术支持：{body}信息中心</p>
<p>版权所有：{body}　网站标识码：0700000000　地址：{story.facts["address"]}</p>
</div>
</body>
</html>
"""


def _paragraph(block: Block) -> str:
    if block.kind == "right":
        return f'<p style="text-align:right;">{text(block.text)}&nbsp;&nbsp;&nbsp;&nbsp;</p>'
    bold = block.level in (1, 2) and len(block.text) < 40
    return f"<p>　　{f'<strong>{text(block.text)}</strong>' if bold else text(block.text)}</p>"
