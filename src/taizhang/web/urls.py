"""The addresses of the pages. Every page wants a signed-in person; only signing in, language and theme do not."""

from allauth.account import views as account
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path
from django.views.i18n import set_language

from taizhang.web import (
    cell_editor,
    choices,
    desk_page,
    finding_page,
    first_run_page,
    intake_page,
    issuing,
    ledger_page,
    ledgers_page,
    mend_page,
    paper_page,
    people_page,
    person_page,
    progress,
    roster_page,
    sign_in,
    tour,
    units_page,
)
from taizhang.web.settings_access import for_administrators
from taizhang.web.sign_in import where_mail_is_sent as by_mail

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
    path("tour/", login_required(tour.choose), name="tour"),
    path("settings/units/", for_administrators(units_page.page), name="units"),
    path("settings/units/add/", for_administrators(units_page.add), name="unit_add"),
    path("settings/units/<int:pk>/", for_administrators(units_page.unit), name="unit"),
    path("settings/units/<int:pk>/rename/", for_administrators(units_page.rename), name="unit_rename"),
    path("settings/units/<int:pk>/merge/", for_administrators(units_page.merge), name="unit_merge"),
    path("settings/people/", for_administrators(people_page.page), name="people"),
    path("settings/people/add/", for_administrators(people_page.add), name="person_add"),
    path("settings/people/<int:pk>/", for_administrators(person_page.page), name="person"),
    path("settings/people/<int:pk>/correct/", for_administrators(person_page.correct), name="person_correct"),
    path("settings/people/<int:pk>/roles/", for_administrators(person_page.give_role), name="person_give_role"),
    path("settings/people/<int:pk>/roles/<int:post>/take/", for_administrators(person_page.take_role), name="person_take_role"),
    path("settings/people/<int:pk>/password/", for_administrators(person_page.reset_password), name="person_reset_password"),
    path("settings/people/<int:pk>/close/", for_administrators(person_page.close), name="person_close"),
    path("settings/people/<int:pk>/reopen/", for_administrators(person_page.reopen), name="person_reopen"),
    path("settings/roster/", for_administrators(roster_page.page), name="roster"),
    path("settings/roster/bring-in/", for_administrators(roster_page.bring_in), name="roster_bring_in"),
    path("first-run/", first_run_page.page, name="first_run"),
    # Of allauth's pages only these: nobody makes an account by himself; by mail a password is reset only where mail is sent.
    path("account/login/", sign_in.sign_in, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/reset/", by_mail(account.password_reset), name="account_reset_password"),
    path("account/password/reset/sent/", by_mail(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^account/password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        by_mail(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/done/",
        by_mail(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("language/", set_language, name="set_language"),
    path("theme/", choices.choose_theme, name="choose_theme"),
]
