"""Every state has a word and a shape."""

import pytest
from django.template import Context, Template

from taizhang.ledger.states import Degree, FindingState, MeasureState
from taizhang.look.templatetags.states import SHAPES, mark


@pytest.mark.parametrize("state", [*FindingState, *MeasureState, *Degree])
def test_every_state_has_a_shape(state):
    assert state in SHAPES


def test_a_mark_says_the_state_in_words():
    assert mark("closed", "已销号") == '<span class="mark done">已销号</span>'


def test_icons_are_drawn_once_and_referred_to():
    html = Template('{% load icons %}{% icon_sprite %}{% icon "upload" %}').render(Context())
    assert html.count('id="i-upload"') == 1
    assert '<use href="#i-upload">' in html


def test_an_unknown_icon_is_an_error():
    with pytest.raises(ValueError, match="moustache"):
        Template('{% load icons %}{% icon "moustache" %}').render(Context())
