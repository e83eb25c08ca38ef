"""The addresses of what leaves a ledger as a whole: lists and pictures, binders, the house's own Word templates."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from taizhang.web import binders_page, desk_page, lists_page, word_templates_page

urlpatterns = [
    path("desk/list.<str:kind>", login_required(desk_page.as_list), name="desk_list"),
    path("ledgers/<int:pk>/lists/", login_required(lists_page.page), name="lists"),
    path("ledgers/<int:pk>/lists/charts.docx", login_required(lists_page.in_word), name="charts_word"),
    path("ledgers/<int:pk>/lists/<str:name>.svg", login_required(lists_page.chart), name="chart"),
    path("ledgers/<int:pk>/lists/<str:name>.<str:kind>", login_required(lists_page.fetch), name="list"),
    path("ledgers/<int:pk>/binders/", login_required(binders_page.page), name="binders"),
    path("ledgers/<int:pk>/binders/<int:binder_pk>/", login_required(binders_page.fetch), name="binder"),
    path("ledgers/<int:pk>/word-templates/", login_required(word_templates_page.page), name="word_templates"),
    path("ledgers/<int:pk>/word-templates/sample.docx", login_required(word_templates_page.sample), name="sample_word_template"),
    path(
        "ledgers/<int:pk>/word-templates/<int:template_pk>/",
        login_required(word_templates_page.filled),
        name="filled_word_template",
    ),
    path(
        "ledgers/<int:pk>/word-templates/<int:template_pk>/preview.png",
        login_required(word_templates_page.preview),
        name="word_template_preview",
    ),
    path(
        "ledgers/<int:pk>/word-templates/<int:template_pk>/drop/",
        login_required(word_templates_page.drop),
        name="drop_word_template",
    ),
]
