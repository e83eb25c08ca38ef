"""Elements of Office XML by their local names, so that transitional and strict files read alike."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_LOCAL: dict[str, str] = {}


def local(tag: object) -> str:
    """A tag or attribute name without its namespace; "" for what is no element (an entity, an instruction)."""
    if not isinstance(tag, str):
        return ""
    name = _LOCAL.get(tag)
    if name is None:
        name = tag.rpartition("}")[2]
        if len(_LOCAL) < 4096:  # hostile files may hold any number of names
            _LOCAL[tag] = name
    return name


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The direct children of this name."""
    if element is not None:
        for each in element:
            if local(each.tag) == name:
                yield each


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first direct child of this name."""
    return next(children(element, name), None)


def descend(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """All descendants of this name, in document order."""
    for each in element.iter():
        if local(each.tag) == name:
            yield each


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its local name."""
    if element is not None:
        for key, content in element.attrib.items():
            if local(key) == name:
                return str(content)
    return None


def value(element: etree._Element | None) -> str | None:
    """The element's w:val."""
    return attribute(element, "val")


def number(element: etree._Element | None) -> int | None:
    """The element's w:val as a whole number, None where it is none or absurd."""
    text = value(element)
    if text is None or not text.isdecimal() or len(text) > 6:
        return None
    return int(text)


def flag(element: etree._Element | None) -> bool:
    """An on/off element: present and not switched off."""
    return element is not None and value(element) not in ("0", "false", "off")
