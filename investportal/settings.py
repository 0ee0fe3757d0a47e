"""All settings of the portal, read from the environment (see .env.example for each variable).

Nothing here decides by itself whether a value is safe: investportal/checks.py says so, with a
hint, and a dangerous configuration does not start.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF, UNSAFE_INLINE

from investportal.unlogged import without_secrets

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# What this installation is
PROVINCE_NAME = env.str("PROVINCE_NAME", default="Lạng Sơn")
PROVINCE_CODE_PREFIX = env.str("PROVINCE_CODE_PREFIX", default="DA")
ISSUER_PARENT = env.str("ISSUER_PARENT", default=f"UBND tỉnh {PROVINCE_NAME}")
ISSUER_NAME = env.str("ISSUER_NAME", default="Sở Tài chính")
REPORT_PLACE = env.str("REPORT_PLACE", default=PROVINCE_NAME)
# What public pages say of whom to ask, and under which terms the data may be used again.
CONTACT_AGENCY = env.str("CONTACT_AGENCY", default="")
CONTACT_ADDRESS = env.str("CONTACT_ADDRESS", default="")
CONTACT_PHONE = env.str("CONTACT_PHONE", default="")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
CONTACT_HOURS = env.str("CONTACT_HOURS", default="")
OPEN_DATA_LICENCE = env.str("OPEN_DATA_LICENCE", default="")
REPORT_DAY = env.int("REPORT_DAY", default=20)
# Nights the sweep makes up without asking; a clock further ahead needs a person who confirms it.
# From so many days before its day until it is reached, a milestone's plan moves only by a decision.
PLAN_LOCK_DAYS = env.int("PLAN_LOCK_DAYS", default=30)
SWEEP_MOST_DAYS = env.int("SWEEP_MOST_DAYS", default=35)
REPORT_NUMBER_SUFFIX = env.str("REPORT_NUMBER_SUFFIX", default="/BC-STC")
REPORT_ADDRESSEES = env.list(
    "REPORT_ADDRESSEES",
    default=["Ban Thường vụ Tỉnh ủy", f"Ủy ban nhân dân tỉnh {PROVINCE_NAME}"],
)
REPORT_RECIPIENTS = env.list("REPORT_RECIPIENTS", default=["Như trên", "Lưu: VT"])
# The organisation's certificate (PKCS#12 file, or a token through its PKCS#11 driver). Without one
# reports leave with empty signature fields for the office's own signing tool.
SIGNING_PKCS12 = env.str("SIGNING_PKCS12", default="")
SIGNING_PASSPHRASE = env.str("SIGNING_PASSPHRASE", default="")
SIGNING_PKCS11_MODULE = env.str("SIGNING_PKCS11_MODULE", default="")
SIGNING_PKCS11_TOKEN = env.str("SIGNING_PKCS11_TOKEN", default="")
SIGNING_PKCS11_LABEL = env.str("SIGNING_PKCS11_LABEL", default="")
SIGNING_TIMESTAMP_URL = env.str("SIGNING_TIMESTAMP_URL", default="")
REPORT_SIGNATURE = env.list("REPORT_SIGNATURE", default=["GIÁM ĐỐC"])
PORTAL_DATASET = env.str("PORTAL_DATASET", default="empty")
DEMO = env.bool("DEMO", default=False)
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=False)
SECOND_FACTOR_INVESTORS = env.bool("SECOND_FACTOR_INVESTORS", default=False)

# Where it runs
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="not-set")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
ON_LOOPBACK = LOOPBACK_HOSTS.issuperset(ALLOWED_HOSTS)
PROXY_COUNT = env.int("PROXY_COUNT", default=0)
# What activation slips print and their QR codes open.
PORTAL_URL = env.str(
    "PORTAL_URL",
    default=f"{'http' if ON_LOOPBACK else 'https'}://{[*ALLOWED_HOSTS, 'localhost'][0]}",
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
FILES_ROOT = Path(env.str("FILES_ROOT", default=str(BASE_DIR / ".portal" / "files")))
# Where the day's root of the sealed history is written: outside the database, best on a disk that
# the database's administrator cannot change.
ANCHORS_ROOT = Path(env.str("ANCHORS_ROOT", default=str(BASE_DIR / ".portal" / "anchors")))
# What personal fields are digested with in the history; it never changes, unlike SECRET_KEY may.
HISTORY_KEY = env.str("HISTORY_KEY", default="")

INSTALLED_APPS = [
    "investportal",
    "reporting",
    "disbursement",
    "inspections",
    "projects",
    "deadlines",
    "desk",
    "accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "axes",
    "csp",
    "django_filters",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "whitenoise.runserver_nostatic",
    "investportal.administration.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "investportal.language.ChosenLanguageMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "investportal.middleware.PackedPagesMiddleware",
    "investportal.middleware.ContentSecurityPolicyMiddleware",
    "investportal.public_pages.PublicPagesMiddleware",
    "investportal.middleware.KeepAnswerMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.TodayMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "investportal.middleware.RefuseSecretsMiddleware",
    "investportal.middleware.KeepTypedMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "investportal.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "investportal.urls"
WSGI_APPLICATION = "investportal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "investportal.context.shell",
            ],
        },
    },
]

FORM_RENDERER = "investportal.form_rendering.Renderer"

# PostgreSQL is the only engine. Redis is the broker and nothing else.
DATABASES = {
    "default": env.db_url("DATABASE_URL", default="postgres://portal@127.0.0.1:5432/portal")
}
DATABASES["default"] |= {
    "ATOMIC_REQUESTS": False,
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    # A server that is gone without a word must not hold up every page for two minutes. Our
    # questions have many small parts: translating them into machine code costs seconds and saves
    # milliseconds.
    "OPTIONS": DATABASES["default"].get("OPTIONS", {})
    | {"connect_timeout": 5, "options": "-c jit=off"},
}
# The role that web, worker and beat connect as; `prepare_instance` gives it its rights.
DATABASE_APP_ROLE = env.str("DATABASE_APP_ROLE", default="")
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# Signing in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LongEnough", "OPTIONS": {"min_length": 14}},
    {"NAME": "accounts.passwords.UnlikeThePerson"},
    {"NAME": "accounts.passwords.Uncommon"},
]
# Days without signing in after which an account is closed at night (law.md ); 0: never.
ACCOUNT_IDLE_DAYS = env.int("ACCOUNT_IDLE_DAYS", default=45)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords are counted by axes, in the database, for all processes together; a whole
# department signs in at eight o'clock from one address.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "120/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT
# Addresses are entered by the administrator who opens the account; nobody verifies them by mail.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# The code by e-mail of those who chose it (accounts.adapter): six digits, ten minutes, few tries.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = f"Cổng dự án đầu tư {PROVINCE_NAME}"
# An identity of elsewhere to sign in with (accounts.oidc); without all four there is none.
OIDC_ISSUER_URL = env.str("OIDC_ISSUER_URL", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_NAME = env.str("OIDC_NAME", default="")
SOCIALACCOUNT_ADAPTER = "accounts.identity_adapter.IdentityAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "investportal.middleware.sign_in_name"
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "accounts.access.client_address"

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {f"{name}-src": [SELF] for name in ("script", "style", "img", "font", "connect")}
    | {"default-src": [NONE], "form-action": [SELF], "base-uri": [NONE], "frame-ancestors": [NONE]}
}
# Django's admin draws with inline styles; scripts stay as strict as everywhere.
ADMIN_CONTENT_SECURITY_POLICY = {"style-src": [SELF, UNSAFE_INLINE]}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not ON_LOOPBACK)
SECURE_HSTS_SECONDS = 0 if ON_LOOPBACK else 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/$"]
SESSION_COOKIE_SECURE = not ON_LOOPBACK
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 60 * 60
CSRF_COOKIE_SECURE = not ON_LOOPBACK
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "investportal.views.csrf_failure"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = not ON_LOOPBACK

# Language and time
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["investportal.formats"]
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / ".portal" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_ROOT},
    },
    "staticfiles": {"BACKEND": "investportal.static_files.StaticFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The entry grid of an owner of 1,000 lines, sent whole: five boxes a line.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000
FILE_UPLOAD_HANDLERS = ["desk.uploads.BoundedUpload"]
FILE_UPLOAD_PERMISSIONS = 0o640
DOCUMENT_MAX_BYTES = env.int("DOCUMENT_MAX_BYTES", default=25 * 1024 * 1024)
DOCUMENT_MAX_PIXELS = env.int("DOCUMENT_MAX_PIXELS", default=60_000_000)
# clamd's address, tcp://host:3310 or unix:///path; empty: files say "not scanned".
CLAMD_URL = env.str("CLAMD_URL", default="")

# E-mail
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
# A mail server that hangs holds up one worker so long (seconds), and no page.
EMAIL_TIMEOUT = 10
# More notices than this to one person at once become one mail.
MAIL_DIGEST_ABOVE = env.int("MAIL_DIGEST_ABOVE", default=3)
# From this hour on (0-23) goes out what people want once a day.
MAIL_DAILY_HOUR = env.int("MAIL_DAILY_HOUR", default=7)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="cong-du-an@localhost")

# API
API_ROOT = "/api/v1/"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.access.HoldsPermission"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "desk.api.Description",
    "EXCEPTION_HANDLER": "accounts.api.say_problem",
}
_SPECTACULAR = "drf_spectacular.hooks"
SPECTACULAR_SETTINGS = {
    "TITLE": f"Cổng dự án đầu tư {PROVINCE_NAME}",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": API_ROOT.rstrip("/"),
    "SERVE_INCLUDE_SCHEMA": False,
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,
    "SORT_OPERATION_PARAMETERS": False,
    "PATH_CONVERTER_OVERRIDES": {"code": {"type": "string", "maxLength": 20}},
    "POSTPROCESSING_HOOKS": [f"{_SPECTACULAR}.postprocess_schema_enums", "desk.api.told_in_full"],
    "ENUM_SUFFIX": "",
    "ENUM_NAME_OVERRIDES": {
        "Bucket": "projects.api.shapes.STATUSES",
        "Clock": "deadlines.models.Obligation.Clock",
        "FlagState": "deadlines.models.Flag.State",
        "InstrumentKind": "projects.models.Instrument.Kind",
        "InvestorKind": "projects.models.Investor.Kind",
        "MilestoneKind": "projects.models.ScheduleItem.Kind",
        "ReportState": "reporting.models.ReportRun.State",
        "RuleKind": "deadlines.api.shapes.KINDS",
        "Stage": "projects.api.shapes.STAGES",
    },
}

# Background work: the row in the database is the truth, so a task may be delivered twice and a
# broker that is away must fail at once instead of hanging a page.
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 60 * 60,
    "unacked_restore_throttle": 1,
    "unacked_restore_interval": 5,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    # One more try at once, for a connection that went stale; left alone, kombu waits six seconds.
    "max_retries": 1,
    "interval_start": 0,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 30 * 60
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULER = "investportal.timetable:Timetable"

# Logs: one line an event on standard output.
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOG_FORMAT = env.str("LOG_FORMAT", default="console", choices=("console", "json"))
_LOG_STEPS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
    without_secrets,
]
_LOG_ENDINGS: dict[str, list[structlog.typing.Processor]] = {
    "json": [
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
    "console": [
        structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        )
    ],
}
structlog.configure(
    processors=[*_LOG_STEPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "events": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _LOG_STEPS,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_LOG_ENDINGS[LOG_FORMAT],
            ],
        }
    },
    "handlers": {"stdout": {"class": "logging.StreamHandler", "formatter": "events"}},
    "root": {"handlers": ["stdout"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        **{name: {"level": "WARNING"} for name in ("axes", "fontTools", "pikepdf")},
        "weasyprint": {"level": "ERROR"},
    },
}
