from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The interface for programs: its page of documentation is a template."""

    name = "taizhang.api"
