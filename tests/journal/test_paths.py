"""Proofs: the vectors that implementations of RFC 6962 share, the RFC's own definition, and random trees."""

from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.journal.merkle import grow, leaf_hash, root_of, span_of
from taizhang.journal.paths import consistency, inclusion, is_stored, parts, root_by_inclusion, root_over, roots_by_consistency
from tests.journal.test_merkle import LEAVES, ROOTS, by_definition

# (leaf, size) and the path; (older, newer) and the path: the published vectors over LEAVES.
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
EVERY_SIZE = range(1, 131)
BIG = st.integers(1, 2**40)


class Tree:
    """A tree of numbered leaves as the journal stores it: a node with each leaf, and the leaves themselves."""

    def __init__(self, leaves):
        self.leaves = [leaf_hash(leaf) for leaf in leaves]
        frontier = []
        self.nodes = [grow(frontier, n, leaf) for n, leaf in enumerate(self.leaves)]
        self.root = root_of(frontier)

    def hash_of(self, start, end):
        return self.nodes[end - 1] if is_stored(start, end) else self.leaves[start]

    def path(self, ranges):
        return [root_over(*one, {part: self.hash_of(*part) for part in parts(*one)}) for one in ranges]


PUBLISHED = Tree(LEAVES)
NUMBERED = [str(n).encode() for n in range(EVERY_SIZE.stop)]
TREES = {size: Tree(NUMBERED[:size]) for size in EVERY_SIZE}


@pytest.mark.parametrize(("seq", "size"), INCLUSION)
def test_inclusion_paths_are_those_of_the_published_vectors(seq, size):
    path = PUBLISHED.path(inclusion(seq, size))
    assert [one.hex() for one in path] == INCLUSION[seq, size]
    assert root_by_inclusion(PUBLISHED.leaves[seq], seq, size, path).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("older", "newer"), CONSISTENCY)
def test_consistency_paths_are_those_of_the_published_vectors(older, newer):
    path = PUBLISHED.path(consistency(older, newer))
    assert [one.hex() for one in path] == CONSISTENCY[older, newer]
    roots = roots_by_consistency(older, newer, bytes.fromhex(ROOTS[older - 1]), path)
    assert [root.hex() for root in roots] == [ROOTS[older - 1], ROOTS[newer - 1]]


def path_by_definition(m, leaves):
    """PATH of RFC 6962 §2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if m < k:
        return [*path_by_definition(m, leaves[:k]), by_definition(leaves[k:])]
    return [*path_by_definition(m - k, leaves[k:]), by_definition(leaves[:k])]


def subproof_by_definition(m, leaves, known):
    """SUBPROOF of RFC 6962 §2.1.2, word for word."""
    if m == len(leaves):
        return [] if known else [by_definition(leaves)]
    k = 1 << (len(leaves) - 1).bit_length() - 1
    if m <= k:
        return [*subproof_by_definition(m, leaves[:k], known), by_definition(leaves[k:])]
    return [*subproof_by_definition(m - k, leaves[k:], False), by_definition(leaves[:k])]


@pytest.mark.parametrize("size", [*range(1, 34), 63, 64, 65, 127, 130])
def test_every_path_is_that_of_the_definition(size):
    leaves, tree = NUMBERED[:size], TREES[size]
    for n in range(size):
        assert tree.path(inclusion(n, size)) == path_by_definition(n, leaves)
        assert tree.path(consistency(n + 1, size)) == subproof_by_definition(n + 1, leaves, True)


@pytest.mark.parametrize("size", EVERY_SIZE)
def test_every_path_of_every_size_proves(size):
    tree = TREES[size]
    for n in range(size):
        assert root_by_inclusion(tree.leaves[n], n, size, tree.path(inclusion(n, size))) == tree.root
        older = TREES[n + 1].root
        assert roots_by_consistency(n + 1, size, older, tree.path(consistency(n + 1, size))) == (older, tree.root)


@settings(deadline=None)
@given(st.data(), BIG)
def test_of_big_trees_every_range_is_made_of_what_is_stored(data, size):
    seq = data.draw(st.integers(0, size - 1))
    for one in [*inclusion(seq, size), *consistency(seq + 1, size)]:
        found = list(parts(*one))
        assert (found[0][0], found[-1][1]) == one
        assert all(a[1] == b[0] for a, b in pairwise(found))
        assert all(is_stored(start, end) or end - start == 1 for start, end in found)


@settings(deadline=None)
@given(st.data(), BIG)
def test_what_a_proof_reads_grows_with_the_height_of_the_tree(data, size):
    seq, height = data.draw(st.integers(0, size - 1)), size.bit_length()
    for ranges in (inclusion(seq, size), consistency(seq + 1, size)):
        assert len(ranges) <= height + 1
        assert all(len(list(parts(*one))) <= height for one in ranges)
        assert sum(len(list(parts(*one))) for one in ranges) <= height * (height + 1) // 2 + height


@settings(max_examples=200, deadline=None)
@given(st.data(), st.sampled_from(EVERY_SIZE))
def test_a_path_proves_nothing_else(data, size):
    """Another leaf, place, size or hash: the root does not come out."""
    tree, seq = TREES[size], data.draw(st.integers(0, size - 1))
    path = tree.path(inclusion(seq, size))
    assert root_by_inclusion(sha256(b"else").digest(), seq, size, path) != tree.root
    assert root_by_inclusion(tree.leaves[seq], seq, size, [*path, tree.root]) is None
    if path:
        assert root_by_inclusion(tree.leaves[seq], seq, size, path[:-1]) is None
        assert root_by_inclusion(tree.leaves[seq], seq ^ 1, size, path) != tree.root
        at = data.draw(st.integers(0, len(path) - 1))
        path[at] = sha256(path[at]).digest()
        assert root_by_inclusion(tree.leaves[seq], seq, size, path) != tree.root


@settings(max_examples=200, deadline=None)
@given(st.data(), st.sampled_from(EVERY_SIZE[1:]))
def test_a_changed_consistency_path_proves_nothing(data, newer):
    older = data.draw(st.integers(1, newer - 1))
    roots, path = (TREES[older].root, TREES[newer].root), TREES[newer].path(consistency(older, newer))
    assert roots_by_consistency(older, newer, roots[0], path[:-1]) != roots
    assert roots_by_consistency(older, newer, roots[0], [*path, path[-1]]) is None
    at = data.draw(st.integers(0, len(path) - 1))
    path[at] = sha256(path[at]).digest()
    assert roots_by_consistency(older, newer, roots[0], path) != roots


@pytest.mark.parametrize(("older", "newer"), [(0, 5), (6, 5), (0, 0), (-1, 3)])
def test_no_tree_is_older_than_one_that_is_smaller_or_empty(older, newer):
    assert roots_by_consistency(older, newer, b"\0" * 32, [b"\0" * 32]) is None
    with pytest.raises(ValueError, match="older"):
        consistency(older, newer)


def test_the_bound_is_reached_by_the_first_leaf():
    """What the architecture says of the most that is read: half the square of the height."""
    size = 2**20
    assert sum(len(list(parts(*one))) for one in inclusion(0, size)) == sum(range(1, 21))
    assert span_of(size - 1) == size
