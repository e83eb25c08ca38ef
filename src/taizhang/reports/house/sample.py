"""A sample template that uses all there is: downloaded, cut down to what is wanted, set in the house's own look."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.reports.house.catalogue import one_of
from taizhang.reports.house.shape import Shape, whole
from taizhang.reports.official import Block, Heading, Official, Text
from taizhang.reports.word import docx


def sample() -> bytes:
    """The file."""
    return docx(Official("{{ 单位 }}{{ 整改事项 }}整改情况（示例模板）", tuple(_blocks())))


def _blocks() -> Iterator[Block]:
    yield Text("这是示例模板，写全了能用的占位符。留下需要的，删去其余的，再调成本单位的格式。")
    yield Heading(1, "台账")
    root = whole()
    for name, shape in root.below.items():
        if shape.each is None:
            yield from _values(name, shape)
    for name, shape in root.below.items():
        if shape.each is not None:
            yield Heading(1, name)
            yield from _list(name, shape)


def _values(path: str, shape: Shape) -> Iterator[Block]:
    """A value, or what stands below a thing; lists below it come after its values."""
    if not shape.below:
        yield Text(f"{shape.about.means}：{{{{ {path} }}}}")
        return
    for name, below in shape.below.items():
        if below.each is None:
            yield from _values(f"{path}.{name}", below)
    for name, below in shape.below.items():
        if below.each is not None:
            yield from _list(f"{path}.{name}", below)


def _list(path: str, shape: Shape) -> Iterator[Block]:
    one = one_of(path.rpartition(".")[2])
    yield Text(f"{{%p for {one} in {path} %}}")
    if shape.each is not None:
        yield from _values(one, shape.each)
    yield Text("{%p endfor %}")
