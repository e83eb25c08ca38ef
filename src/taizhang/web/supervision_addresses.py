"""The addresses of rounds, and of the links that work without an account."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from taizhang.web import fill_page, rounds_page

urlpatterns = [
    path("ledgers/<int:pk>/rounds/", login_required(rounds_page.page), name="rounds"),
    path("ledgers/<int:pk>/rounds/<int:serial>/", login_required(rounds_page.one), name="round"),
    path("ledgers/<int:pk>/rounds/<int:serial>/close/", login_required(rounds_page.close), name="close_round"),
    path("ledgers/<int:pk>/rounds/<int:serial>/chase/", login_required(rounds_page.chase), name="chase_round"),
    path("ledgers/<int:pk>/rounds/<int:serial>/decline/", login_required(rounds_page.decline), name="decline_round"),
    path("ledgers/<int:pk>/rounds/<int:serial>/units/<int:unit_pk>/link/", login_required(rounds_page.renew), name="renew_link"),
    path(
        "ledgers/<int:pk>/rounds/<int:serial>/links/<int:position>/revoke/",
        login_required(rounds_page.revoke),
        name="revoke_link",
    ),
    path(
        "ledgers/<int:pk>/rounds/<int:serial>/units/<int:unit_pk>/workbook.xlsx",
        login_required(rounds_page.unit_workbook),
        name="unit_workbook",
    ),
    # Nobody signs in here: the token is what opens them.
    path("fill/<str:token>/", fill_page.page, name="fill"),
    path("fill/<str:token>/<int:serial>/", fill_page.save, name="fill_save"),
    path("fill/<str:token>/<int:serial>/files/", fill_page.attach, name="fill_attach"),
]
