"""The addresses of the pages. Every page wants a signed-in person; only signing in, language and theme do not."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_required
from django.urls import path
from django.views.i18n import set_language

from taizhang.web import choices, desk_page, finding_page, intake_page, ledger_page, ledgers_page, paper_page

urlpatterns = [
    path("", login_required(desk_page.page), name="desk"),
    path("ledgers/", login_required(ledgers_page.page), name="ledgers"),
    path("ledgers/<int:pk>/", login_required(ledger_page.page), name="ledger"),
    path("ledgers/<int:pk>/findings/<int:serial>/", login_required(finding_page.page), name="finding"),
    path("intake/", login_required(intake_page.page), name="intake"),
    path("intake/<int:pk>/", login_required(paper_page.page), name="paper"),
    path("intake/<int:pk>/adopt/", login_required(paper_page.adopt), name="adopt"),
    # Of allauth's pages only these: nobody makes an account or resets a password by himself.
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("language/", set_language, name="set_language"),
    path("theme/", choices.choose_theme, name="choose_theme"),
]
