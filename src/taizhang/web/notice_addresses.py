"""The addresses of notices: a person's own, how he and groups are told, and what was sent."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from taizhang.web import deliveries_page, groups_page, notices_page, wishes_page

urlpatterns = [
    path("notices/", login_required(notices_page.page), name="notices"),
    path("notices/read/", login_required(notices_page.read_all), name="read_notices"),
    path("notices/settings/", login_required(wishes_page.page), name="notice_settings"),
    path("notices/<int:pk>/", login_required(notices_page.one), name="notice"),
    path("settings/groups/", login_required(groups_page.page), name="groups"),
    path("settings/groups/add/", login_required(groups_page.add), name="group_add"),
    path("settings/groups/<int:pk>/", login_required(groups_page.change), name="group"),
    path("settings/groups/<int:pk>/stop/", login_required(groups_page.stop), name="group_stop"),
    path("settings/groups/<int:pk>/try/", login_required(groups_page.attempt_now), name="group_try"),
    path("settings/deliveries/", login_required(deliveries_page.page), name="deliveries"),
]
