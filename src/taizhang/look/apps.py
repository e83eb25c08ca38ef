from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "taizhang.look"
    label = "look"
    verbose_name = "界面"
