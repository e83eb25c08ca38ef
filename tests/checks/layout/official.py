"""An official document that keeps to the standard, as the bytes of a .docx; each test changes one thing in it."""

from __future__ import annotations

from tests.reading.word import zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PARTS = {"styles": "styles", "odd": "footer", "even": "footer", "settings": "settings", "fontTable": "fontTable"}
_KIND = "application/vnd.openxmlformats-"
_TYPE = f'<Override PartName="/word/{{}}" ContentType="{_KIND}officedocument.wordprocessingml.{{}}"/>'
PARAGRAPHS = (
    ("Title", "市水务局关于巡察整改进展情况的通报"),
    ("Flush", "局属各单位："),
    ("Normal", "根据市委统一部署，市委第三巡察组对市水务局开展了常规巡察，现将整改进展情况通报如下。"),
    ("H1", "一、总体情况"),
    ("Normal", "巡察反馈的四个方面十二个问题，已经完成七个，其余五个正在推进，均按期限推进整改。"),
    ("H2", "（一）供水保障方面"),
    ("Normal", "1.城乡供水保障能力不足的问题。改造老旧供水管网，建立漏损台账，按月通报各供水单位的漏损率。"),
    ("Normal", ""),
    ("Note", "附件：整改措施一览"),
    ("Normal", ""),
    ("Right", "市水务局"),
    ("Right", "2026年9月3日"),
    ("Label", "附件"),
    ("Normal", ""),
    ("Title", "整改措施一览"),
    ("Normal", "各项整改措施由牵头单位负责，每月向整改办报告进展情况，整改办汇总后报告局党委会。"),
)


def official(*changes: tuple[str, str], paragraphs: tuple[tuple[str, str], ...] = PARAGRAPHS) -> bytes:
    """The document, with each change (what stands there, what should) made once, wherever it stands."""
    members = _members(paragraphs)
    for old, new in changes:
        name = next(name for name, content in members.items() if old in content)
        members[name] = members[name].replace(old, new, 1)
    return zipped(members)


def _members(paragraphs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    relations = "".join(f'<Relationship Id="{i}" Type="{_OFFICE}/{kind}" Target="{i}.xml"/>' for i, kind in _PARTS.items())
    main = f'<Relationship Id="main" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{''.join(map(_paragraph, paragraphs))}{_SECTION}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{_STYLES}</w:styles>",
        "word/odd.xml": f"<w:ftr {W}>{_number('right')}</w:ftr>",
        "word/even.xml": f"<w:ftr {W}>{_number('left')}</w:ftr>",
        "word/settings.xml": f"<w:settings {W}><w:evenAndOddHeaders/></w:settings>",
        "word/fontTable.xml": f"<w:fonts {W}>{_EMBEDDED}</w:fonts>",
    }


def _types() -> str:
    kinds = "".join(_TYPE.format(f"{name}.xml", f"{kind}+xml") for name, kind in {"document": "document.main", **_PARTS}.items())
    plain = "".join(
        f'<Default Extension="{e}" ContentType="{k}"/>'
        for e, k in (("rels", f"{_KIND}package.relationships+xml"), ("xml", "application/xml"))
    )
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{plain}{kinds}</Types>'


def _paragraph(paragraph: tuple[str, str]) -> str:
    style, text = paragraph
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def _number(side: str) -> str:
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
    return f'<w:p><w:pPr><w:pStyle w:val="Flush"/><w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="{side}"/></w:pPr><w:r><w:t>— </w:t></w:r>{field}<w:r><w:t> —</w:t></w:r></w:p>'


def _style(name: str, paragraph: str, run: str = "", default: bool = False) -> str:
    about = 'w:default="1" ' if default else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    return f'<w:style w:type="paragraph" {about}w:styleId="{name}"><w:name w:val="{name}"/>{based}<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'


def _fonts(name: str) -> str:
    return f'<w:rFonts w:eastAsia="{name}"/>'


_FLUSH = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
_SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:bottom="1984" w:left="1587" w:right="1474" w:footer="1417"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
)
_STYLES = "".join(
    (
        _style(
            "Normal",
            '<w:spacing w:line="579" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/><w:jc w:val="both"/>',
            _fonts("仿宋_GB2312") + '<w:spacing w:val="-5"/><w:sz w:val="32"/>',
            default=True,
        ),
        _style("Title", _FLUSH + '<w:jc w:val="center"/>', _fonts("方正小标宋简体") + '<w:sz w:val="44"/>'),
        _style("Flush", _FLUSH),
        _style("H1", "", _fonts("黑体")),
        _style("H2", "", _fonts("楷体_GB2312")),
        _style("Note", '<w:ind w:firstLine="0" w:firstLineChars="0" w:left="640" w:leftChars="200"/>'),
        _style("Right", _FLUSH + '<w:ind w:right="640" w:rightChars="200"/><w:jc w:val="right"/>'),
        _style("Label", _FLUSH + "<w:pageBreakBefore/>", _fonts("黑体")),
    )
)
_EMBEDDED = "".join(
    f'<w:font w:name="{name}"><w:embedRegular r:id="x"/></w:font>' for name in ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体")
)
