"""The addresses of the pages. Every page wants a signed-in person; only signing in, language and theme do not."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.i18n import set_language

from taizhang.web import (
    cell_editor,
    choices,
    desk_page,
    finding_page,
    intake_page,
    issuing,
    ledger_page,
    ledgers_page,
    mend_page,
    paper_page,
    progress,
)

urlpatterns = [
    path("", login_required(desk_page.page), name="desk"),
    path("ledgers/", login_required(ledgers_page.page), name="ledgers"),
    path("ledgers/<int:pk>/", login_required(ledger_page.page), name="ledger"),
    path("ledgers/<int:pk>/findings/<int:serial>/", login_required(finding_page.page), name="finding"),
    path("ledgers/<int:pk>/findings/<int:serial>/rows/", login_required(ledger_page.rows), name="finding_rows"),
    path("ledgers/<int:pk>/findings/<int:serial>/events/", login_required(finding_page.events), name="finding_events"),
    path("ledgers/<int:pk>/<str:kind>/<int:serial>/edit/<str:cell>/", login_required(cell_editor.edit), name="edit_cell"),
    path("ledgers/<int:pk>/<str:kind>/<int:serial>/undo/<str:cell>/", login_required(cell_editor.undo), name="undo_cell"),
    path("ledgers/<int:pk>/measures/<int:serial>/progress/", login_required(progress.report), name="report_progress"),
    path("ledgers/<int:pk>/issue/", login_required(issuing.issue), name="issue"),
    path("intake/", login_required(intake_page.page), name="intake"),
    path("intake/<int:pk>/", login_required(paper_page.page), name="paper"),
    path("intake/<int:pk>/adopt/", login_required(paper_page.adopt), name="adopt"),
    path("intake/<int:pk>/mend/", login_required(mend_page.mend), name="mend"),
    path("intake/<int:pk>/undo/", login_required(mend_page.undo), name="undo_mend"),
    # Of allauth's pages only these: nobody makes an account or resets a password by himself.
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("language/", set_language, name="set_language"),
    path("theme/", choices.choose_theme, name="choose_theme"),
]
