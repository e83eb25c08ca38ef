"""The addresses of a ledger's head and of proofs."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.urls import path

from taizhang.web import proof_page

urlpatterns = [
    path("ledgers/<int:pk>/head/", login_required(proof_page.page), name="ledger_head"),
    path("ledgers/<int:pk>/head/head.txt", login_required(proof_page.heads), name="ledger_head_file"),
    path("ledgers/<int:pk>/head/copies/", login_required(proof_page.copy), name="copy_heads"),
    path("ledgers/<int:pk>/head/proof.json", login_required(proof_page.since), name="proof_since"),
    path(
        "ledgers/<int:pk>/findings/<int:serial>/events/<int:seq>/proof.json",
        login_required(proof_page.of_event),
        name="event_proof",
    ),
]
