"""A receiver's own form filled in place: only its sheet's XML is edited, so that formats, text boxes and data bars stay."""

from taizhang.reports.template.fill import fill
from taizhang.reports.template.placing import Placing, place

__all__ = ["Placing", "fill", "place"]
