"""The ways in that a campus switches on, each tried in a campus of its own that was started with its variables."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKS = Path(__file__).parent / "configured"
EVERYTHING = {
    "ENVOL_PASSKEYS": "1",
    "ENVOL_TOTP": "1",
    "ENVOL_OIDC_NAME": "ProConnect",
    "ENVOL_OIDC_SERVER": "https://idp.example.org",
    "ENVOL_OIDC_CLIENT_ID": "envol",
    "ENVOL_OIDC_SECRET": "kept",
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


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("ENVOL_", "PYTEST_"))}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=Path(__file__).parents[3],
        env=plain | environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_every_way_in_works_where_all_are_switched_on() -> None:
    checks = sorted(str(each) for each in CHECKS.glob("check_*.py"))
    done = run("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *checks, **EVERYTHING)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert len(checks) == 4


@pytest.mark.parametrize("missing", ["ENVOL_OIDC_SECRET", "ENVOL_CAS_NAME", "ENVOL_SAML_CERTIFICATE"])
def test_a_campus_does_not_start_with_half_a_way_in(missing: str, tmp_path: Path) -> None:
    told = {name: value for name, value in EVERYTHING.items() if name != missing}
    home = {"ENVOL_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "envol.web.config.settings"}
    done = run("-c", "import django; django.setup()", **told, **home)
    assert done.returncode != 0
    assert f"ImproperlyConfigured: {missing} must be set as well" in done.stderr
