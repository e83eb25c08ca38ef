"""What is kept: what is to be told, whom it was told, what went outside and how, and what people and groups wish."""

from taizhang.notices.models.copies import HeadCopies
from taizhang.notices.models.delivery import Delivery, DeliveryState
from taizhang.notices.models.notice import Cursor, Matter, Notice
from taizhang.notices.models.wishes import Group, Preference, Wishes

__all__ = ["Cursor", "Delivery", "DeliveryState", "Group", "HeadCopies", "Matter", "Notice", "Preference", "Wishes"]
