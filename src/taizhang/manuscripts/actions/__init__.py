"""Everything that can be done to a manuscript. Each verb: keyword-only, ``by`` and ``at`` passed in, one transaction."""

from taizhang.manuscripts.actions.amending import Conflict, amend_part, assign_part
from taizhang.manuscripts.actions.beginning import begin_manuscript, withdraw_manuscript
from taizhang.manuscripts.actions.checking import answer_remark, check_manuscript, take_back_answer
from taizhang.manuscripts.actions.finalising import finalise_manuscript
from taizhang.manuscripts.actions.moving import move_manuscript

VERBS = (
    *(begin_manuscript, withdraw_manuscript, assign_part, amend_part, move_manuscript),
    *(check_manuscript, answer_remark, take_back_answer, finalise_manuscript),
)

__all__ = [
    "VERBS",
    "Conflict",
    "amend_part",
    "answer_remark",
    "assign_part",
    "begin_manuscript",
    "check_manuscript",
    "finalise_manuscript",
    "move_manuscript",
    "take_back_answer",
    "withdraw_manuscript",
]
