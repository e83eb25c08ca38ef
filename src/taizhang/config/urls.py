"""The addresses of every face."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("taizhang.api.urls")),
    path("", include("taizhang.web.urls")),
]

handler400 = "taizhang.web.errors.bad_request"
handler403 = "taizhang.web.errors.forbidden"
handler404 = "taizhang.web.errors.not_found"
handler500 = "taizhang.web.errors.broken"
