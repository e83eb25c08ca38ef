from django.apps import AppConfig


class ManuscriptsConfig(AppConfig):
    name = "taizhang.manuscripts"
    label = "manuscripts"
    verbose_name = "合稿"
