"""What the layout family looks for, each once. A layout that differs is worth a look, never an error."""

from __future__ import annotations

from taizhang.checks.remark import Check, Severity


def _check(code: str, severity: Severity, name: str, english_name: str, message: str, english: str) -> Check:
    return Check(f"layout.{code}", severity, name, english_name, message, english)


PAPER = _check(
    "paper", Severity.WARNING, "纸张", "paper size",
    "纸张是{found}毫米，公文用A4（210×297毫米）", "The paper is {found} mm; official documents are on A4 (210 × 297 mm)",
)  # fmt: skip
MARGINS = _check(
    "margins", Severity.WARNING, "页边距", "margins",
    "页边距是{found}，应为{should}（版心156×225毫米）",
    "The margins are {found_english}, should be {should_english} (type area 156 × 225 mm)",
)  # fmt: skip
LINES = _check(
    "lines", Severity.WARNING, "每页行数", "lines per page",
    "正文行距{found}，每页排{lines}行，应排22行（行距设为固定值28.95磅）",
    "Lines are {found_english} apart, {lines} to a page; should be 22 (exactly 28.95 pt apart)",
)  # fmt: skip
CHARACTERS = _check(
    "characters", Severity.NOTE, "每行字数", "characters per line",
    "正文每行排{found}个字，应排28个（版心宽156毫米，字距紧缩0.25磅）",
    "Lines hold {found} characters, should hold 28 (156 mm wide, characters 0.25 pt closer)",
)  # fmt: skip
FONT = _check(
    "font", Severity.WARNING, "字体", "typeface",
    "{what}的字体{found}，应为{should}{times}", "The {part} is in {found_english}, should be in {face}{count}",
)  # fmt: skip
SIZE = _check(
    "size", Severity.WARNING, "字号", "type size",
    "{what}的字号是{found}，应为{should}{times}", "The {part} is set in {found_pt} pt, should be {should_pt} pt{count}",
)  # fmt: skip
BOLD = _check(
    "bold", Severity.NOTE, "加粗", "bold type",
    "{what}加粗了，公文用字体区分层次，不加粗{times}", "The {part} is bold; levels are told apart by typeface{count}",
)  # fmt: skip
ALIGNMENT = _check(
    "alignment", Severity.WARNING, "对齐", "alignment",
    "{what}{found}，应{should}{times}", "The {part} is {found_english}, should be {should_english}{count}",
)  # fmt: skip
INDENT = _check(
    "indent", Severity.WARNING, "缩进", "indent",
    "{what}左边空{found}字，应空{should}字{times}", "The {part} is indented by {found} characters, should be by {should}{count}",
)  # fmt: skip
PAGE_NUMBER = _check(
    "page_number", Severity.WARNING, "页码", "page number",
    "{found}，应为4号（14磅）宋体，形如“— 1 —”", "{found_english}; should be 14 pt, like “— 1 —”",
)  # fmt: skip
PAGE_NUMBER_SIDE = _check(
    "page_number_side", Severity.NOTE, "页码的位置", "side of the page number",
    "单页和双页的页码在同一个位置，应单页居右、双页居左，各空一字",
    "Odd and even pages have their numbers in the same place; odd pages should have them at the right, even ones at the left",
)  # fmt: skip
DATE = _check(
    "date", Severity.WARNING, "成文日期", "form of the date",
    "成文日期写作“{found}”，应写作“{should}”（阿拉伯数字，月、日不补零）",
    "The date is written “{found}”, should be “{should}” (arabic, no zero before month or day)",
)  # fmt: skip
ATTACHMENT = _check(
    "attachment", Severity.NOTE, "附件", "attachments",
    "{found}，{should}", "{found_english}; {should_english}",
)  # fmt: skip
MISSING_FONTS = _check(
    "missing_fonts", Severity.NOTE, "缺少字体", "missing fonts",
    "文中用到{fonts}，一般的电脑没有安装，打开时会换成别的字体，版面可能变动。打印、报送前请在装有这些字体的电脑上核对，或嵌入字体",
    "The paper uses {fonts_english}, which computers usually lack: other fonts will stand in and lines may shift. "
    "Check it where they are installed, or embed them",
)  # fmt: skip
MIXED_FONTS = _check(
    "mixed_fonts", Severity.NOTE, "字体混用", "fonts mixed",
    "{face}混用了{fonts}，同一份公文应只用一种", "{english} is set in {fonts_english}; one paper should keep to one of them",
)  # fmt: skip

CHECKS = (
    PAPER,
    MARGINS,
    LINES,
    CHARACTERS,
    FONT,
    SIZE,
    BOLD,
    ALIGNMENT,
    INDENT,
    PAGE_NUMBER,
    PAGE_NUMBER_SIDE,
    DATE,
    ATTACHMENT,
    MISSING_FONTS,
    MIXED_FONTS,
)
