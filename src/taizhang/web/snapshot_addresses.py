"""The addresses of snapshots, and of what is put together from one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from taizhang.web import manuscript_part_page, manuscripts_page, snapshots_page

MANUSCRIPT = "ledgers/<int:pk>/manuscripts/<int:serial>/"

urlpatterns = [
    path("ledgers/<int:pk>/snapshots/", login_required(snapshots_page.listing), name="snapshots"),
    path("ledgers/<int:pk>/snapshots/<int:serial>/", login_required(snapshots_page.page), name="snapshot"),
    path("ledgers/<int:pk>/snapshots/<int:serial>/compare/", login_required(snapshots_page.compare), name="compare_snapshots"),
    path("ledgers/<int:pk>/manuscripts/", login_required(manuscripts_page.listing), name="manuscripts"),
    path(MANUSCRIPT, login_required(manuscripts_page.page), name="manuscript"),
    path(f"{MANUSCRIPT}check/", login_required(manuscripts_page.check), name="check_manuscript"),
    path(f"{MANUSCRIPT}finalise/", login_required(manuscripts_page.finalise), name="finalise_manuscript"),
    path(f"{MANUSCRIPT}withdraw/", login_required(manuscripts_page.withdraw), name="withdraw_manuscript"),
    path(f"{MANUSCRIPT}move/", login_required(manuscripts_page.move), name="move_manuscript"),
    path(f"{MANUSCRIPT}word/", login_required(manuscripts_page.word), name="manuscript_word"),
    path(f"{MANUSCRIPT}remarks/<int:position>/", login_required(manuscripts_page.answer), name="manuscript_answer"),
    path(f"{MANUSCRIPT}parts/<int:part_pk>/", login_required(manuscript_part_page.page), name="manuscript_part"),
    path(f"{MANUSCRIPT}parts/<int:part_pk>/unit/", login_required(manuscript_part_page.assign), name="assign_part"),
]
