from django.apps import AppConfig


class HooksConfig(AppConfig):
    name = "taizhang.notices.hooks"
    label = "hooks"
    verbose_name = "推送"
