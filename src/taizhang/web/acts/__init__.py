"""What can be done to findings and measures from the screen: each act with its form, listed once."""

from taizhang.web.acts import findings, measures, proving, scheduling
from taizhang.web.acts.act import Act

_LISTED = (*measures.ACTS, *proving.ACTS, *scheduling.ACTS, *findings.ACTS)
ACTS: dict[tuple[str, str], Act] = {(act.of, act.action): act for act in _LISTED}

__all__ = ["ACTS", "Act"]
