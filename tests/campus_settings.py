"""The settings of a campus under test: a folder of its own, gone afterwards; DATABASE_URL still names the database."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="envol-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
(HOME / "static").mkdir()
os.environ |= {"ENVOL_HOME": str(HOME), "ENVOL_SECRET_KEY": "of-tests-only", "ENVOL_DEMONSTRATION": "1"}

from envol.web.config.settings import *  # noqa: E402, F403 - a settings module is its names
from envol.web.config.settings import DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# In a file, as in use: a database in memory cannot be shared with the runner's thread.
for name, database in DATABASES.items():
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"] = {"NAME": str(HOME / f"test-{name}.sqlite3")}
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
