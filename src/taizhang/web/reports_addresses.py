"""The addresses of forms: the page that lists them, each as a file, and those of single items that are signed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from taizhang.web import reports_page, word_page

urlpatterns = [
    path("ledgers/<int:pk>/reports/", login_required(reports_page.page), name="reports"),
    path("ledgers/<int:pk>/reports/take/", login_required(reports_page.take), name="take_for_reports"),
    path("ledgers/<int:pk>/reports/<str:name>.<str:kind>", login_required(word_page.table), name="report_table"),
    path("ledgers/<int:pk>/word/<str:name>/", login_required(word_page.paper), name="word"),
    path("ledgers/<int:pk>/forms/<int:serial>/word/", login_required(word_page.approval), name="approval_form_word"),
    path("ledgers/<int:pk>/findings/<int:serial>/word/", login_required(word_page.close_out), name="close_out_word"),
    path("ledgers/<int:pk>/plan/changes/<int:serial>/word/", login_required(word_page.extension), name="extension_word"),
    path("ledgers/<int:pk>/handovers/<int:serial>/word/", login_required(word_page.handover), name="handover_word"),
]
