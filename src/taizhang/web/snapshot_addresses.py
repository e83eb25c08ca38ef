"""The addresses of snapshots, and of what is put together from one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from taizhang.web import snapshots_page

urlpatterns = [
    path("ledgers/<int:pk>/snapshots/", login_required(snapshots_page.listing), name="snapshots"),
    path("ledgers/<int:pk>/snapshots/<int:serial>/", login_required(snapshots_page.page), name="snapshot"),
    path("ledgers/<int:pk>/snapshots/<int:serial>/compare/", login_required(snapshots_page.compare), name="compare_snapshots"),
]
