"""A tiny OFD writer for tests and benches: lines at their places in (millimetres), the bytes of an OFD out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape

Placed = tuple[float, float, str]  # from the left, from the top to the line the characters stand on
SIZE = 5.6  # 三号
_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_AREA = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"


def ofd(*pages: Sequence[Placed] | str, template: Sequence[Placed] = (), **members: str) -> bytes:
    """An OFD of A4 pages; a page is its lines, or its objects' XML as it is written; ``members`` replace parts of the file."""
    listed = "".join(f'<ofd:Page ID="{10 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    tpl = '<ofd:TemplatePage ID="3" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    parts = {
        "OFD.xml": f"<ofd:OFD {_NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NS}><ofd:CommonData>{_AREA}{tpl}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/Page_{n}/Content.xml": _page(page) for n, page in enumerate(pages)},
        **({"Doc_0/Tpls/Tpl_0/Content.xml": _page(template)} if template else {}),
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **members}.items():
            archive.writestr(name, content)
    return data.getvalue()


def text_object(x: float, y: float, text: str, more: str = "", code: str = "") -> str:
    """One line as producers write it: a boundary, and characters that step by their width."""
    steps = code or f'DeltaX="g {max(len(text) - 1, 1)} {SIZE}"'
    return (
        f'<ofd:TextObject Boundary="{x} {y - SIZE} 150 {SIZE * 1.2}" Size="{SIZE}" {more}>'
        f'<ofd:TextCode X="0" Y="{SIZE}" {steps}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _page(content: Sequence[Placed] | str) -> str:
    objects = content if isinstance(content, str) else "".join(text_object(*line) for line in content)
    return f"<ofd:Page {_NS}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
