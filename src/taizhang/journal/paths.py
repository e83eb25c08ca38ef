"""Proofs over the tree of RFC 6962, §2.1.1 and §2.1.2, and how RFC 9162 verifies them. Pure functions of numbers and bytes.

A path is first a list of *ranges* of leaves, ``(start, end)``, whose roots make it up; ``parts`` says of which stored nodes
and leaves such a root is made. A node is stored with the leaf that finished it, for the largest perfect subtree that it
finished (``merkle.grow``): a subtree at the right of a larger one is not stored itself and is put together from its left
halves and its last leaf. So each root costs at most as many reads as the tree is high, and all are known before the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from taizhang.journal.merkle import node_hash, span_of

Range = tuple[int, int]


def inclusion(seq: int, size: int) -> list[Range]:
    """The path that leads from leaf ``seq`` (from 0) to the root over ``size`` leaves, nearest first."""
    if not 0 <= seq < size:
        raise ValueError("no such leaf")
    return _inclusion(seq, 0, size)


def _inclusion(seq: int, start: int, end: int) -> list[Range]:
    if end - start == 1:
        return []
    middle = _middle(start, end)
    if seq < middle:
        return [*_inclusion(seq, start, middle), (middle, end)]
    return [*_inclusion(seq, middle, end), (start, middle)]


def consistency(older: int, newer: int) -> list[Range]:
    """The path that shows the tree of ``older`` leaves to be the beginning of that of ``newer``."""
    if not 0 < older <= newer:
        raise ValueError("the older tree is not larger, and not empty")
    return _consistency(older, 0, newer, whole=True)


def _consistency(older: int, start: int, end: int, *, whole: bool) -> list[Range]:
    """``whole``: the range from ``start`` to ``older`` is the older tree itself, whose root the verifier has already."""
    if older == end:
        return [] if whole else [(start, end)]
    middle = _middle(start, end)
    if older <= middle:
        return [*_consistency(older, start, middle, whole=whole), (middle, end)]
    return [*_consistency(older, middle, end, whole=False), (start, middle)]


def parts(start: int, end: int) -> Iterator[Range]:
    """The ranges of which the root over leaves ``start`` to ``end`` is made: each a stored node or a single leaf."""
    if end - start == 1 or is_stored(start, end):
        yield start, end
        return
    middle = _middle(start, end)
    yield from parts(start, middle)
    yield from parts(middle, end)


def is_stored(start: int, end: int) -> bool:
    """Whether the root over this range is the node kept with its last leaf."""
    return end - start == span_of(end - 1)


def root_over(start: int, end: int, known: Mapping[Range, bytes]) -> bytes:
    """The root over leaves ``start`` to ``end`` from the hashes of its ``parts``."""
    if (start, end) in known:
        return known[start, end]
    middle = _middle(start, end)
    return node_hash(root_over(start, middle, known), root_over(middle, end, known))


def _middle(start: int, end: int) -> int:
    """Where a range is parted: behind the largest power of two that is smaller than it."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def root_by_inclusion(leaf: bytes, seq: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root to which ``path`` leads from the leaf's hash; None where it is not the path of such a tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= seq < size:
        return None
    at, last, root = seq, size - 1, leaf
    for other in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            root = node_hash(other, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = node_hash(root, other)
        at, last = at >> 1, last >> 1
    return root if last == 0 else None


def roots_by_consistency(older: int, newer: int, older_root: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The roots of both trees as ``path`` makes them; None where it is not the path of such trees (RFC 9162, 2.1.4.2)."""
    if older == newer > 0:
        return None if path else (older_root, older_root)
    if not 0 < older < newer:
        return None
    hashes = [older_root, *path] if older & (older - 1) == 0 else list(path)
    at, last = older - 1, newer - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    return _grown(hashes, at, last)


def _grown(hashes: Sequence[bytes], at: int, last: int) -> tuple[bytes, bytes] | None:
    if not hashes:
        return None
    old = new = hashes[0]
    for other in hashes[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = node_hash(other, old), node_hash(other, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, other)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None
