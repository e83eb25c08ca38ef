"""What a web page leaves in copied text: 来源, 字体, 打印, 上一篇, 版权 … Marked, never removed."""

from __future__ import annotations

import re

from taizhang.reading.lines import Line

WORDS = (
    "来源 信息来源 文章来源 稿源 作者 责任编辑 编辑 责编 审核 校对 撰稿 供稿 摄影 字体 字号 访问量 浏览次数 浏览量 浏览 点击数 点击率 点击量 点击 阅读 阅读量 阅读次数 "
    "发布时间 发布日期 发布机构 发布单位 发文时间 更新时间 索引号 上一篇 下一篇 上一条 下一条 上一页 下一页 当前位置 您的位置 您当前的位置 您现在的位置 "
    "分享 分享到 扫一扫 打印 打印本页 打印本文 关闭 关闭窗口 返回顶部 返回首页 返回列表 收藏 附件下载 相关链接 相关阅读 相关文档 主办单位 承办单位 网站地图 技术支持 点赞 转发"
).split()

_LABELLED = re.compile(rf"(?:[【\[〖（(]?\s*)?(?:{'|'.join(sorted(WORDS, key=len, reverse=True))})\s*(?:[:：】\]〗]|$|\s)")
_ANYWHERE = re.compile(
    r"版权所有|ICP备|公网安备|网站标识码|Copyright|All Rights Reserved|【\s*(?:字体|打印|关闭|返回|大 ?中 ?小)|扫码|微信公众号[:：]|首页\s*[>＞»]",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"[-—–\s]*(?:第\s*)?[0-90-9]{1,3}(?:\s*页(?:[,，/\s]*共\s*[0-90-9]{1,3}\s*页)?)?[-—–\s]*")


def is_furniture(line: Line) -> bool:
    """Whether the line belongs to the page rather than to the text."""
    text = line.text
    if len(text) > 80:
        return False
    return bool(_LABELLED.match(text) or _ANYWHERE.search(text) or _PAGE_NUMBER.fullmatch(text))
