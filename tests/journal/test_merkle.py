"""RFC 6962's own values, and the tree held against its definition."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.journal.merkle import EMPTY_ROOT, grow, leaf_hash, node_hash, root_of, span_of

# The leaves and roots of the test vectors that implementations of RFC 6962 share.
LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def by_definition(leaves):
    """MTH of RFC 6962 §2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    k = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(by_definition(leaves[:k]), by_definition(leaves[k:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_published_vectors(size):
    frontier = []
    for count, leaf in enumerate(LEAVES[:size]):
        grow(frontier, count, leaf_hash(leaf))
    assert root_of(frontier).hex() == ROOTS[size - 1]


def test_the_empty_tree_has_the_hash_of_nothing():
    assert root_of([]) == EMPTY_ROOT == by_definition([])


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_growing_leaf_by_leaf_gives_the_tree_of_the_definition(leaves):
    frontier = []
    for count, leaf in enumerate(leaves):
        node = grow(frontier, count, leaf_hash(leaf))
        assert node == by_definition(leaves[count + 1 - span_of(count) : count + 1])
    assert root_of(frontier) == by_definition(leaves)
