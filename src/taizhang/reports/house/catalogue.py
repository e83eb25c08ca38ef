"""The list of what a template can use, made from the shape of the facts: it cannot fall behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from taizhang.reports.house.shape import Shape, whole

ONE = {"各方面": "方面", "各问题": "问题", "各措施": "措施", "各佐证材料": "材料", "各审核意见": "意见", "各具体表现": "表现"}


class Placeholder(NamedTuple):
    """One thing to write: what exactly, what it means, how a value looks; how deep in lists it stands."""

    written: str
    means: str
    example: str
    depth: int

    @property
    def is_list(self) -> bool:
        """Whether it is gone through one by one."""
        return self.written.startswith("{%")


def catalogue() -> list[Placeholder]:
    """Everything, a list before what stands in it."""
    return [*_under(whole(), "", 0)]


def one_of(name: str) -> str:
    """What one thing of a list is called in the examples."""
    return ONE.get(name, name.removeprefix("各"))


def _under(shape: Shape, before: str, depth: int) -> Iterator[Placeholder]:
    for name, below in shape.below.items():
        path = f"{before}{name}"
        if below.each is not None:
            one = one_of(name)
            yield Placeholder(f"{{% for {one} in {path} %}} … {{% endfor %}}", below.about.means, "", depth)
            if below.each.below:
                yield from _under(below.each, f"{one}.", depth + 1)
            else:
                yield Placeholder(f"{{{{ {one} }}}}", below.about.means, below.about.example, depth + 1)
        elif below.below:
            yield from _under(below, f"{path}.", depth)
        else:
            yield Placeholder(f"{{{{ {path} }}}}", below.about.means, below.about.example, depth)
