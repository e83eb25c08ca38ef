"""Django's settings. What an installation may change comes from the environment; everything else is the same everywhere."""

from __future__ import annotations

import os
from pathlib import Path

import taizhang
from taizhang.config.databases import database
from taizhang.config.home import home, secret_key
from taizhang.reading.limits import limits_of

PACKAGE = Path(taizhang.__file__).parent
HOME = home()

SECRET_KEY = secret_key(HOME)
DEBUG = os.environ.get("TAIZHANG_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("TAIZHANG_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("TAIZHANG_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "taizhang.journal",
    "taizhang.accounts",
    "taizhang.files",
    "taizhang.ledger",
    "taizhang.intake",
    "taizhang.drafts",
    "taizhang.supervision",
    "taizhang.manuscripts",
    "taizhang.notices",
    "taizhang.notices.hooks",
    "taizhang.binders",
    "taizhang.look",
    "taizhang.web",
    "taizhang.api",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "taizhang.web.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "taizhang.web.middleware.language_by_choice",
    "taizhang.web.middleware.upload_limit",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "taizhang.web.sign_in.own_password_first",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "taizhang.config.urls"
WSGI_APPLICATION = "taizhang.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "taizhang.web.context.frame",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all processes, so that sign-in rate limits are counted together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

TASKS = {"default": {"BACKEND": "taizhang.config.queue.HueyBackend"}}

# --- Who signs in ---
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "taizhang.accounts.one_time.OneTimeHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
# Rooms that keep references to units, and move them when two units become one.
UNIT_FOLLOWERS = [
    "taizhang.ledger.units.follow_merge",
    "taizhang.intake.senders.follow_merge",
    "taizhang.supervision.units.follow_merge",
    "taizhang.manuscripts.units.follow_merge",
    "taizhang.notices.units.follow_merge",
]
# Who says that a close-out has been counted and can no longer be undone as a mistake: called with the finding, the sentence or
# None.
CLOSE_OUTS_COUNTED_BY = ["taizhang.ledger.snapshots.counted"]
# Who says that a ledger cannot be cancelled or merged yet: called with the ledger, the sentence or None.
LEDGERS_HELD_BY = ["taizhang.supervision.chasing.why_not_end"]
# What each room that follows the ledger can say of one in numbers, as of a day: ``figures(ledger, as_of)``.
FIGURES = ["taizhang.supervision.figures.figures"]
# Which units a round of collecting progress still waits for: called by notices with the ledger and the round's name in events.
UNITS_WAITED_FOR = "taizhang.supervision.waiting.units"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_ADAPTER = "taizhang.accounts.adapter.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_FORMS = {"change_password": "taizhang.web.sign_in.OwnPasswordForm"}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,30/5m/ip"}
ACCOUNT_SESSION_REMEMBER = False
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("TAIZHANG_HTTPS") == "1"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
CSRF_FAILURE_VIEW = "taizhang.web.errors.expired_form"
SECURE_REFERRER_POLICY = "same-origin"

# --- Mail: without a server none is sent, and an administrator resets passwords ---
EMAIL_HOST = os.environ.get("TAIZHANG_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("TAIZHANG_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TAIZHANG_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TAIZHANG_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("TAIZHANG_MAIL_TLS") == "1"
EMAIL_USE_SSL = os.environ.get("TAIZHANG_MAIL_SSL") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("TAIZHANG_MAIL_FROM") or EMAIL_HOST_USER or "taizhang@localhost"

# Under which address people reach this installation (https://taizhang.example): messages link there. Empty: no links.
SITE_ADDRESS = os.environ.get("TAIZHANG_ADDRESS") or next(iter(CSRF_TRUSTED_ORIGINS), "")

# --- Webhooks: they reach no address inside (this machine, its network) but the hosts and networks named here ---
OUTSIDE_ALLOWED = os.environ.get("TAIZHANG_OUTSIDE_ALLOWED", "").split(",")

# --- Language and time: Chinese unless a person chose otherwise; days are Shanghai's ---
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Static files: vendored, hashed, served by the process itself ---
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- What is let in ---
UPLOAD_LIMIT = int(os.environ.get("TAIZHANG_UPLOAD_LIMIT", 30 * 1024 * 1024))
READING_LIMITS = limits_of(os.environ)
# A document marked 绝密, 机密 or 秘密★ is turned away and nothing of it kept.
REFUSE_SECRET = os.environ.get("TAIZHANG_REFUSE_SECRET", "1") != "0"
# How many days a paper is kept that somebody has checked (文稿校核); then it is deleted, with what was found in it.
DRAFT_DAYS = int(os.environ.get("TAIZHANG_DRAFT_DAYS", "30"))
# How many days a binder (一问题一档, 佐证材料汇编) can be fetched; then it is deleted, and can be made again at any time.
BINDER_DAYS = int(os.environ.get("TAIZHANG_BINDER_DAYS", "7"))
# How many days the interface remembers what it answered to a request that named a key of its own (Idempotency-Key).
API_ANSWER_DAYS = int(os.environ.get("TAIZHANG_API_ANSWER_DAYS", "3"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
