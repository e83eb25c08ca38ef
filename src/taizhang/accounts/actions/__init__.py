"""Everything that can be done to units, users and roles. Each verb: keyword-only, ``by`` and ``at`` passed in, one transaction –
ask the policy, lock, change, record in the site's log. ``by`` is a person, or SYSTEM at the first run.
"""

from taizhang.accounts.actions.beginning import AlreadySetUp, FirstRun, set_up
from taizhang.accounts.actions.bringing import Brought, bring_in
from taizhang.accounts.actions.people import (
    add_user,
    close_account,
    correct_user,
    give_role,
    invite_user,
    reopen_account,
    reset_password,
    set_duty,
    set_password,
    take_role,
)
from taizhang.accounts.actions.tokens import issue_token, revoke_token
from taizhang.accounts.actions.units import add_unit, merge_units, rename_unit

VERBS = (
    set_up,
    add_unit,
    rename_unit,
    merge_units,
    add_user,
    invite_user,
    correct_user,
    give_role,
    set_duty,
    take_role,
    set_password,
    reset_password,
    close_account,
    reopen_account,
    bring_in,
    issue_token,
    revoke_token,
)

__all__ = [
    "VERBS",
    "AlreadySetUp",
    "Brought",
    "FirstRun",
    "add_unit",
    "add_user",
    "bring_in",
    "close_account",
    "correct_user",
    "give_role",
    "invite_user",
    "issue_token",
    "merge_units",
    "rename_unit",
    "reopen_account",
    "reset_password",
    "revoke_token",
    "set_duty",
    "set_password",
    "set_up",
    "take_role",
]
