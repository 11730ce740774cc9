"""The addresses of the ways in that variables switch on, tried in a campus that was started with all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
EVERYTHING = {
    "ENVOL_PASSKEYS": "1",
    "ENVOL_TOTP": "1",
    "ENVOL_OIDC_NAME": "ProConnect",
    "ENVOL_OIDC_SERVER": "https://idp.example.org",
    "ENVOL_OIDC_CLIENT_ID": "envol",
    "ENVOL_OIDC_SECRET": "kept",
    "ENVOL_OIDC_EMAIL_DOMAINS": "univ.example.fr",
    "ENVOL_SAML_NAME": "Fédération",
    "ENVOL_SAML_ENTITY": "https://idp.example.org/saml",
    "ENVOL_SAML_SSO": "https://idp.example.org/sso",
    "ENVOL_SAML_CERTIFICATE": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    "ENVOL_SAML_EMAIL_DOMAINS": "univ.example.fr",
    "ENVOL_CAS_NAME": "Université",
    "ENVOL_CAS_SERVER": "https://cas.example.org/cas",
    "ENVOL_CAS_EMAIL_ATTRIBUTE": "mail",
    "ENVOL_CAS_EMAIL_DOMAINS": "univ.example.fr",
}


def test_everybody_gets_what_the_table_says_where_every_way_in_is_on() -> None:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("ENVOL_", "PYTEST_"))}
    check = str(HERE / "check_configured.py")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--show-capture=no", check],
        cwd=HERE.parents[2],
        env=plain | EVERYTHING,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
