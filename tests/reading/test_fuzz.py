"""Damaged inputs for every reader, a few hundred of each kind at every run; ``make bench NAME=fuzz`` does the rest."""

import pytest

from bench.fuzz import failure
from bench.mutation import MUTATIONS, damaged

INPUTS = 500
STEP = 50


@pytest.mark.parametrize("first", range(0, INPUTS, STEP))
@pytest.mark.parametrize("kind", MUTATIONS)
def test_no_damaged_input_brings_a_reader_down(kind, first):
    assert [(seed, why) for seed in range(first, first + STEP) if (why := failure(kind, seed))] == []


def test_the_same_seed_gives_the_same_damage():
    assert damaged("docx", 7) == damaged("docx", 7) != damaged("docx", 8)


@pytest.mark.parametrize(("kind", "seed"), [("html", seed) for seed in (4398, 10197, 30014, 33926, 40478, 41553)])
def test_what_the_long_run_found_stays_found(kind, seed):
    """Thousands of blanks between the parts of a date or before a label were tried again and again."""
    assert failure(kind, seed) is None
