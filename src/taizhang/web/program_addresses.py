"""The addresses of the pages on programs: a person's tokens, and what is told to other programs."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from taizhang.web import hooks_page, programs_page
from taizhang.web.settings_access import for_administrators

urlpatterns = [
    path("account/tokens/", login_required(programs_page.page), name="tokens"),
    path("account/tokens/<int:pk>/revoke/", login_required(programs_page.revoke), name="revoke_token"),
    path("ledgers/<int:pk>/hooks/", login_required(hooks_page.of_ledger), name="ledger_hooks"),
    path("settings/hooks/", for_administrators(hooks_page.of_site), name="hooks"),
    path("hooks/<int:pk>/", login_required(hooks_page.attempts), name="hook"),
    path("hooks/<int:pk>/<str:what>/", login_required(hooks_page.change), name="change_hook"),
]
