from django.apps import AppConfig


class BindersConfig(AppConfig):
    name = "taizhang.binders"
    label = "binders"
    verbose_name = "佐证材料汇编"
