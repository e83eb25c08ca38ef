"""The house's own Word template: what it may contain, what it can use, and filling it – none of it trusted."""

from taizhang.reports.house.catalogue import Placeholder, catalogue
from taizhang.reports.house.sample import sample
from taizhang.reports.house.work import Fault, Unfillable, check, fill

__all__ = ["Fault", "Placeholder", "Unfillable", "catalogue", "check", "fill", "sample"]
