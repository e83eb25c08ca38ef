"""The addresses under ``/api/v1``."""

from __future__ import annotations

from django.urls import path, re_path

from taizhang.api import beside
from taizhang.api.face import api

urlpatterns = [
    path("", api.urls),
    re_path(r"^", beside.not_found),
]
