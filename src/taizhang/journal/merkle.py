"""The Merkle tree of RFC 6962, §2.1, grown one leaf at a time. Pure functions of bytes.

A tree of n leaves is carried as its *frontier*: the roots of the perfect subtrees that n is made of, largest first
(as many as n has one-bits). Appending leaf i finishes one or more perfect subtrees; the largest of them is kept with
the event as its *node*. From these nodes every hash that a proof needs can be had in O(log n) reads.
"""

from __future__ import annotations

from hashlib import sha256

Frontier = tuple[bytes, ...]
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry; the prefix keeps leaves and nodes apart."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return sha256(b"\x01" + left + right).digest()


def grow(frontier: list[bytes], size: int, leaf: bytes) -> bytes:
    """Append ``leaf`` to a tree of ``size`` leaves, changing ``frontier`` in place; returns the node it finished."""
    node = leaf
    while size & 1:
        node = node_hash(frontier.pop(), node)
        size >>= 1
    frontier.append(node)
    return node


def root_of(frontier: Frontier | list[bytes]) -> bytes:
    """The root hash of the tree that ``frontier`` stands for."""
    if not frontier:
        return EMPTY_ROOT
    *larger, root = frontier
    for peak in reversed(larger):
        root = node_hash(peak, root)
    return root


def span_of(seq: int) -> int:
    """How many leaves the node kept with leaf ``seq`` (from 0) covers: those up to and including it."""
    return (seq + 1) & -(seq + 1)
