"""What people do about notices: a setting leaves one event in the site's log; who read what when leaves none."""

from taizhang.notices.actions.copying import copy_heads
from taizhang.notices.actions.grouping import GroupSaid, add_group, change_group, stop_group, try_group
from taizhang.notices.actions.preferring import prefer
from taizhang.notices.actions.reading import read, read_all
from taizhang.notices.actions.saying import Said

VERBS = (prefer, add_group, change_group, stop_group, try_group, copy_heads)
READING = (read, read_all)

__all__ = [
    "READING",
    "VERBS",
    "GroupSaid",
    "Said",
    "add_group",
    "change_group",
    "copy_heads",
    "prefer",
    "read",
    "read_all",
    "stop_group",
    "try_group",
]
