"""Django's settings, made from the site's site.toml.

BROADSHEET_SITE names the site folder; the command line sets it from --site.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.conf.locale import LANG_INFO

from broadsheet.config.backends import (
    backup_plan,
    cache_settings,
    cdn_plan,
    database_settings,
    mail_settings,
)
from broadsheet.config.logs import logging_settings
from broadsheet.config.sign_in import SIGN_IN_APPS, sign_in_settings
from broadsheet.config.site_file import load
from broadsheet.config.theme_file import load_theme

SITE = load(Path(os.environ.get("BROADSHEET_SITE", ".")))

BROADSHEET_ADDRESS = SITE.address
BROADSHEET_PERMALINK = SITE.permalink
BROADSHEET_SECOND_FACTOR = tuple(SITE.second_factor)
BROADSHEET_SIGN_IN_MAIL = SITE.sign_in_mail
BROADSHEET_SITE_FOLDER = SITE.folder
BROADSHEET_PRESS = SITE.press
BROADSHEET_PRESS_FILES = SITE.press and SITE.press_files
BROADSHEET_PRESS_STORE = SITE.data / "press.sqlite3"
BROADSHEET_THEME = load_theme(SITE.theme)
BROADSHEET_IS_DEMO = SITE.demo
BROADSHEET_BACKUP = backup_plan(SITE)
BROADSHEET_CDN = cdn_plan(SITE)

DEBUG = False
SECRET_KEY = SITE.find_secret_key()
ALLOWED_HOSTS = [
    urlsplit(SITE.address).hostname or "",
    *SITE.hosts,
    "127.0.0.1",
    "localhost",
    "[::1]",
]
IS_HTTPS = SITE.address.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE.address]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
X_FRAME_OPTIONS = "SAMEORIGIN"
if SITE.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

ROOT_URLCONF = "broadsheet.config.urls"
WSGI_APPLICATION = "broadsheet.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "staff.User"
SILENCED_SYSTEM_CHECKS: list[str] = []

INSTALLED_APPS = [
    "broadsheet.keeping",
    "broadsheet.importers",
    "broadsheet.syndication",
    "broadsheet.search",
    "broadsheet.fronts",
    "broadsheet.newsroom",
    "broadsheet.masthead",
    "broadsheet.media",
    "broadsheet.readers",
    "broadsheet.staff",
    "broadsheet.press",
    "broadsheet.edge",
    "broadsheet.core",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "broadsheet.config.wagtail_admin.NewsroomAdmin",
    "wagtail",
    "wagtailmedia",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    *SIGN_IN_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "broadsheet.press.middleware.pressed_pages",
    "broadsheet.edge.cdn.middleware.nothing_kept_by_chance",
    "django.middleware.security.SecurityMiddleware",
    "broadsheet.config.compression.CompressTexts",
    "broadsheet.press.middleware.validators",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "broadsheet.config.content_security.OrderedPolicy",
    "broadsheet.staff.middleware.cookies_only_for_staff",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "broadsheet.press.staff_pass.staff_pass",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "broadsheet.masthead.middleware.policy_of_page",
    "broadsheet.masthead.middleware.site_clock_and_language",
    "broadsheet.staff.middleware.second_factor_where_demanded",
    "broadsheet.newsroom.outside.OutsideContributors",
    "broadsheet.press.middleware.fragments_alone",
]
# The table of addresses knows which path has a slash and which has none.
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "broadsheet.config.theme_loaders.ThemeLoader",
                        "broadsheet.config.theme_loaders.OriginalLoader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

DATABASES = {"default": database_settings(SITE)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CACHES = {"default": cache_settings(SITE)}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
globals().update(sign_in_settings(SITE))

globals().update(mail_settings(SITE))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = SITE.mail_from

LANGUAGE_CODE = SITE.languages[0]
WAGTAIL_CONTENT_LANGUAGES = [
    (code, LANG_INFO.get(code, {}).get("name_local", code)) for code in SITE.languages
]
WAGTAIL_I18N_ENABLED = len(SITE.languages) > 1
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
# Static files are served from where they are installed: nothing is collected.
STATIC_ROOT = None
STATICFILES_FINDERS = [
    "broadsheet.config.static_files.ThemeFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = SITE.data / "media"
ORIGINALS_ROOT = SITE.data / "originals"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "broadsheet.config.static_files.FingerprintStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 86_400
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# A long story is a form of some thousand fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

WAGTAIL_SITE_NAME = "Broadsheet"
WAGTAILADMIN_BASE_URL = SITE.address
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "broadsheet.newsroom.workflow.ending.end_workflow"
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAILDOCS_DOCUMENT_MODEL = "media.File"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "broadsheet.media.forms.PictureForm"
WAGTAILIMAGES_RENDITION_STORAGE = "broadsheet.media.storage.RenditionStorage"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = SITE.upload_megabytes * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_AVIF_QUALITY = 60
WAGTAILIMAGES_WEBP_QUALITY = 78
WAGTAILMEDIA = {
    "MEDIA_MODEL": "media.Recording",
    "MEDIA_FORM_BASE": "broadsheet.media.forms.RecordingForm",
}
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "broadsheet.core.searching",
        # Words are brought to their stem before they are indexed: see core.stemming.
        "SEARCH_CONFIG": "simple",
    }
}
WAGTAILEMBEDS_RESPONSIVE_HTML = False
# Times are shown by the newspaper's own clock: nobody chooses another in their account.
WAGTAIL_USER_TIME_ZONES: list[str] = []

LOGGING = logging_settings(SITE)
LOGGING_CONFIG = "broadsheet.config.logs.configure"

from broadsheet.config.content_security import policy  # noqa: E402

CONTENT_SECURITY_POLICY = policy()
