"""What a template may say: placeholders, loops, conditions, a few filters – held against the shape of what it is filled with.

Every kind of expression that is not named here is refused, so that nothing of Python can be reached and nothing can grow.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from jinja2 import ChainableUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from taizhang.reports.house.shape import Shape, whole
from taizhang.reports.house.words import Word

FILTERS = ("join", "length", "count", "default", "first", "last", "trim", "e", "escape")
TESTS = ("defined", "none", "odd", "even")
MOST_NESTED = 6
_PLAIN = Shape(Word("", ""))
_LOOP = Shape(Word("", ""), dict.fromkeys(("index", "index0", "first", "last", "length", "revindex"), _PLAIN))
_SAFE = (nodes.Compare, nodes.And, nodes.Or, nodes.Not, nodes.Concat, nodes.Add, nodes.Sub, nodes.CondExpr)
_STATEMENTS = {
    nodes.Assign: "set", nodes.AssignBlock: "set", nodes.Macro: "macro", nodes.Include: "include", nodes.Import: "import",
    nodes.FromImport: "from", nodes.Extends: "extends", nodes.Block: "block", nodes.CallBlock: "call",
    nodes.FilterBlock: "filter", nodes.With: "with",
}  # fmt: skip
_EXPRESSIONS = {
    nodes.Call: "函数", nodes.Getitem: "方括号", nodes.Mul: "乘号", nodes.Div: "除号", nodes.FloorDiv: "除号", nodes.Pow: "乘方",
    nodes.Mod: "百分号", nodes.List: "方括号", nodes.Dict: "花括号", nodes.Tuple: "括号",
}  # fmt: skip
_NOT_CLOSED = re.compile(r"looking for the following tags: (.*?)\. ")
_UNKNOWN_TAG = re.compile(r"Encountered unknown tag '([^']*)'")


class Wrong(NamedTuple):
    """What is wrong in a line of the source (0: nowhere in particular)."""

    line: int
    what: str


def environment() -> ImmutableSandboxedEnvironment:
    """Jinja2 with next to nothing in it. What a ledger lacks – no item of the time on site, no change – is empty, also below."""
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=ChainableUndefined)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.tests = {name: made.tests[name] for name in TESTS}
    return made


def wrongs(source: str) -> list[Wrong]:
    """Everything in the source that cannot be."""
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as error:
        return [Wrong(error.lineno, _in_chinese(str(error.message)))]
    except RecursionError:
        return [Wrong(0, "循环和条件套得太深。")]
    return [*_Reader().block(tree.body, whole().below, 0)]


class _Reader:
    """Walks the tree with what each name stands for at the place."""

    def block(self, body: list[Any], scope: dict[str, Shape], depth: int) -> Iterator[Wrong]:
        for node in body:
            yield from self._statement(node, scope, depth)

    def _statement(self, node: Any, scope: dict[str, Shape], depth: int) -> Iterator[Wrong]:
        if isinstance(node, nodes.Output):
            for one in node.nodes:
                yield from self._shown(one, scope)
        elif isinstance(node, nodes.If):
            yield from self._value(node.test, scope)[1]
            for part in (node.body, node.elif_, node.else_):
                yield from self.block(part, scope, depth)
        elif isinstance(node, nodes.For):
            yield from self._loop(node, scope, depth + 1)
        else:
            word = _STATEMENTS.get(type(node), type(node).__name__.lower())
            yield Wrong(node.lineno, f"模板里不能用“{{% {word} %}}”，只能用占位符、for 循环和 if 条件。")

    def _loop(self, node: nodes.For, scope: dict[str, Shape], depth: int) -> Iterator[Wrong]:
        shape, found = self._value(node.iter, scope)
        yield from found
        if depth > MOST_NESTED:
            yield Wrong(node.lineno, f"循环最多套{MOST_NESTED}层。")
            return
        if not isinstance(node.target, nodes.Name) or node.recursive:
            yield Wrong(node.lineno, "循环请写成“{% for 问题 in 各问题 %}”的样子。")
            return
        if shape is not None and shape.each is None:
            yield Wrong(node.lineno, "in 后面要写可以逐个取的，如“各问题”“问题.各措施”。")
        each = shape.each if shape and shape.each else None
        inside = {**scope, "loop": _LOOP}
        if each is not None:
            inside[node.target.name] = each
        elif shape is None or shape.each is None:
            inside[node.target.name] = Shape(Word("", ""), _Anything())
        if node.test is not None:
            yield from self._value(node.test, inside)[1]
        yield from self.block(node.body, inside, depth)
        yield from self.block(node.else_, scope, depth)

    def _shown(self, node: Any, scope: dict[str, Shape]) -> Iterator[Wrong]:
        if isinstance(node, nodes.TemplateData):
            return
        shape, found = self._value(node, scope)
        yield from found
        if shape is None or isinstance(shape.below, _Anything) or not (shape.each or shape.below):
            return
        some = [*(shape.each.below if shape.each else shape.below)][:4]
        how = "要用 for 循环逐个取" if shape.each else f"后面还要加上是哪一项，如“.{some[0]}”"
        which = f"（可用：{'、'.join(some)}…）" if some else ""
        yield Wrong(node.lineno, f"“{_written(node)}”不是一个值，{how}{which}。")

    def _value(self, node: Any, scope: dict[str, Shape]) -> tuple[Shape | None, list[Wrong]]:
        """What an expression stands for (None: not known), and what is wrong with it."""
        if isinstance(node, nodes.Const):
            return _PLAIN, []
        if isinstance(node, nodes.Name):
            return _named(node.name, scope, node, "")
        if isinstance(node, nodes.Getattr):
            return self._below(node, scope)
        if isinstance(node, nodes.Filter):
            return self._filtered(node, scope)
        if isinstance(node, nodes.Test):
            wrong = [] if node.name in TESTS else [Wrong(node.lineno, f"不能用“is {node.name}”。")]
            return _PLAIN, wrong + self._value(node.node, scope)[1]
        if isinstance(node, _SAFE):
            return _PLAIN, [one for child in node.iter_child_nodes() for one in self._operand(child, scope)]
        word = _EXPRESSIONS.get(type(node), type(node).__name__)
        return None, [Wrong(node.lineno, f"占位符里不能用{word}。")]

    def _operand(self, node: Any, scope: dict[str, Shape]) -> list[Wrong]:
        return self._value(node.expr if isinstance(node, nodes.Operand) else node, scope)[1]

    def _below(self, node: nodes.Getattr, scope: dict[str, Shape]) -> tuple[Shape | None, list[Wrong]]:
        shape, found = self._value(node.node, scope)
        if shape is None or found:
            return None, found
        if not shape.below or node.attr.startswith("_"):
            return None, [Wrong(node.lineno, f"“{_written(node.node)}”后面不能加“.{node.attr}”。")]
        return _named(node.attr, shape.below, node, f"{_written(node.node)}.")

    def _filtered(self, node: nodes.Filter, scope: dict[str, Shape]) -> tuple[Shape | None, list[Wrong]]:
        shape, found = self._value(node.node, scope) if node.node else (None, [])
        for argument in node.args:
            found = found + self._value(argument, scope)[1]
        if node.name not in FILTERS:
            return None, [*found, Wrong(node.lineno, f"不能用“|{node.name}”；能用的有 {'、'.join(FILTERS[:7])}。")]
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            return None, [*found, Wrong(node.lineno, f"“|{node.name}”后面的写法不对。")]
        if node.name in ("first", "last"):
            return (shape.each if shape else None), found
        return _PLAIN, found


class _Anything(dict[str, Shape]):
    """Below what nobody knows there may be anything: its mistake was told already."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Shape:
        return Shape(Word("", ""), self)

    def __bool__(self) -> bool:
        return True


def _named(name: str, known: dict[str, Shape], node: Any, before: str) -> tuple[Shape | None, list[Wrong]]:
    if name in known and not name.startswith("_"):
        return known[name], []
    near = difflib.get_close_matches(name, list(known), 1, 0.3)
    hint = f"是不是“{before}{near[0]}”？" if near else "能用的见占位符清单。"
    return None, [Wrong(node.lineno, f"没有“{before}{name}”这个占位符，{hint}")]


def _written(node: Any) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "这里"


def _in_chinese(message: str) -> str:
    """What Jinja2 says of a mistake in writing, for people."""
    if found := _NOT_CLOSED.search(message):
        lacks = "endfor" if "endfor" in found[1] else "endif"
        unknown = _UNKNOWN_TAG.search(message)
        if unknown and unknown[1].startswith("end"):
            return f"这里是“{{% {unknown[1]} %}}”，前面开始的却要用“{{% {lacks} %}}”结束。"
        if not unknown:
            return f"前面的{'循环（for）' if lacks == 'endfor' else '条件（if）'}没有结束，缺少“{{% {lacks} %}}”。"
    if found := _UNKNOWN_TAG.search(message):
        return f"不认识“{{% {found[1]} %}}”；只能用 for、endfor、if、elif、else、endif。"
    if "end of template" in message or "end of print statement" in message:
        return "占位符没有写完，大括号要成对：{{ … }}、{% … %}。"
    if "No filter named" in message:
        return f"不能用这个“|”后面的写法；能用的有 {'、'.join(FILTERS[:7])}。"
    return "占位符的写法不对。请对照占位符清单，用半角的括号、点和引号。"
