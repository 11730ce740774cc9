"""The settings of a campus. Everything that differs from one to another comes from the environment.

``ENVOL_HOME`` (folder of the database and the key), ``DATABASE_URL``, ``PAPERS_DATABASE_URL`` (the papers of minors,
in a store of their own), ``ENVOL_SECRET_KEY``, ``ENVOL_HOSTS``,
``ENVOL_ORIGINS`` (as ``https://campus.example.org``), ``ENVOL_HTTPS``, ``ENVOL_DEMONSTRATION``, ``ENVOL_DEBUG``,
``ENVOL_STATIC`` (where collected static files go), ``ENVOL_PROXIES`` (how many of our own servers stand before this
one), ``ENVOL_EMAIL_URL`` (as ``smtp://user:password@host:587?tls=1``) and ``ENVOL_EMAIL_FROM``: without these, no mail
leaves, and nobody is asked to confirm an e-mail; ``ENVOL_EMAIL_BACKEND`` (a way of sending of Django's, in place of
both).

Ways to sign in, beside e-mail and password, all off (docs/how-to/sign-in.md): ``ENVOL_PASSKEYS``, ``ENVOL_TOTP``;
``ENVOL_OIDC`` (a JSON list of providers), or ``ENVOL_OIDC_NAME``, ``_SERVER``, ``_CLIENT_ID``, ``_SECRET`` and, if need
be, ``_ID``, ``_EMAIL_DOMAINS``; ``ENVOL_SAML_NAME``, ``_ENTITY``, and ``_METADATA`` or ``_SSO`` and ``_CERTIFICATE``,
``_EMAIL_DOMAINS``; ``ENVOL_CAS_NAME``, ``_SERVER``, ``_EMAIL_ATTRIBUTE``, ``_EMAIL_DOMAINS``;
``ENVOL_SIGN_IN_ORIGINS`` (sites that an identity provider leads on to).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from envol.web.config.home import home, is_on, secret_key, words
from envol.web.config.logs import logging_by
from envol.web.config.stores import PAPERS
from envol.web.people.mail_server import mail_server_of
from envol.web.people.sign_in import sign_in_of

WEB = Path(__file__).parents[1]

DEBUG = is_on("ENVOL_DEBUG")
DEMONSTRATION = is_on("ENVOL_DEMONSTRATION")
"""Whether the fictional learner and instructor may be entered as, without a password."""
SECRET_KEY = secret_key()
ALLOWED_HOSTS = words("ENVOL_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("ENVOL_ORIGINS", "")
ROOT_URLCONF = "envol.web.config.urls"
ASGI_APPLICATION = "envol.web.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "channels",
    "csp",
    "rules",
    "envol.web.pagekit",
    "envol.web.accountability",
    "envol.web.provenance",
    "envol.web.search",
    "envol.web.papers",
    "envol.web.people",
    "envol.web.referentials",
    "envol.web.network",
    "envol.web.foresight",
    "envol.web.offer",
    "envol.web.flightdeck",
    "envol.web.academy",
    "envol.web.portal",
    "envol.web.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "envol.web.config.static_serving.WholeFiles",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "envol.web.people.middleware.PreferencesMiddleware",
    "envol.web.people.middleware.SharedComputerMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
SESSION_ENGINE = "envol.web.people.sessions"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "envol.web.pagekit.context_processors.page",
                "envol.web.network.context_processors.posts",
            ],
        },
    },
]

# --- store -----------------------------------------------------------------------------------------------------------

# A click is acknowledged once it is stored: FULL waits for the disk, so that a power cut takes nothing back either.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}
DATABASES: dict[str, Any] = {
    "default": dj_database_url.config(default=f"sqlite:///{home() / 'campus.sqlite3'}", conn_health_checks=True),
    PAPERS: dj_database_url.config(
        "PAPERS_DATABASE_URL", default=f"sqlite:///{home() / 'papers.sqlite3'}", conn_health_checks=True
    ),
}
for database in DATABASES.values():
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {**SQLITE_OPTIONS}
DATABASE_ROUTERS = ["envol.web.config.stores.PapersApart"]
# Limits of all kinds are counted here: a cache that forgets early would let more through than they say.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}},
}
CHANNEL_LAYERS = {"default": {"BACKEND": "envol.web.flightdeck.layer.MemoryLayer", "CONFIG": {"capacity": 20}}}

# --- people ----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
SIGN_IN = sign_in_of(os.environ)
"""The ways in that this campus has, beside e-mail and password and the card of a pupil."""
INSTALLED_APPS += SIGN_IN.apps
MIDDLEWARE += ["envol.web.people.middleware.OwnAccountMiddleware"]
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "rules.permissions.ObjectPermissionBackend",
    *SIGN_IN.backends,
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "envol.web.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_SIGNUP_FORM_CLASS = "envol.web.people.sign_up_form.OfAge"
ACCOUNT_FORMS = {
    "reset_password": "envol.web.people.password_forms.ForgottenForm",
    "user_token": "envol.web.people.password_forms.LinkForm",
    "reset_password_from_key": "envol.web.people.password_forms.NewPasswordForm",
}
MAIL = mail_server_of(os.environ)
"""By which server mail leaves, if any does."""
# Where no mail leaves, nobody could confirm theirs: `people.selectors.is_proven` then keeps accounts apart.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL.leaves else "optional"
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    # Only cards that open nothing are counted: a whole class signs in from one address.
    "pupil_card": "60/5m/ip",
    "take_away": "10/h/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = SIGN_IN.proxies
MFA_SUPPORTED_TYPES = SIGN_IN.factors
MFA_PASSKEY_LOGIN_ENABLED = SIGN_IN.passkeys
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not is_on("ENVOL_HTTPS")  # browsers take it from this machine only
MFA_TOTP_ISSUER = "Envol"
MFA_FORMS = {"login_webauthn": "envol.web.people.passkey_forms.PasskeyForm"}
SOCIALACCOUNT_ADAPTER = "envol.web.people.social_adapter.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = SIGN_IN.providers
SOCIALACCOUNT_EMAIL_REQUIRED = False
SOCIALACCOUNT_EMAIL_VERIFICATION = "optional"  # what they say of an e-mail is believed, or not taken at all
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
CAS_SERVER_URL = SIGN_IN.cas.server if SIGN_IN.cas else None
CAS_VERSION = "3"
CAS_STORE_NEXT = True  # the server is told one address of ours, whatever page is wanted next
CAS_REDIRECT_URL = LOGIN_REDIRECT_URL
CAS_IGNORE_REFERER = True
CAS_LOGIN_MSG = CAS_LOGGED_MSG = None
globals().update(MAIL.as_settings())

# --- languages -------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [WEB / "locale"]
USE_TZ = True
TIME_ZONE = os.environ.get("TZ") or "Europe/Paris"

# --- files of the pages ----------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [WEB / "static"]
STATIC_ROOT = Path(os.environ.get("ENVOL_STATIC") or home() / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "envol.web.config.static.ModuleStorage"},
}

# --- safety ----------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "connect-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *SIGN_IN.origins],
        "frame-ancestors": [NONE],
    }
}
IS_HTTPS = is_on("ENVOL_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "envol.web.portal.views.form_expired"
X_FRAME_OPTIONS = "DENY"

# --- logs ------------------------------------------------------------------------------------------------------------

LOGGING = logging_by(os.environ.get("ENVOL_LOG", "INFO"), as_json=not is_on("ENVOL_LOG_PLAIN"))
