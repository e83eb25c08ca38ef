from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "taizhang.drafts"
    label = "drafts"
    verbose_name = "文稿校核"
