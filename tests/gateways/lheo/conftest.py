"""A valid formation as text, and what puts it into a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from envol.gateways.lheo.reading import read_lheo
from envol.gateways.lheo.records import Formation

TODAY = date(2026, 11, 22)
NAMESPACE = "http://lheo.gouv.fr/2.3"

_PLACE = (
    "<coordonnees><nom>Accueil</nom><adresse><ligne>1 rue des Cuves</ligne><codepostal>69007</codepostal>"
    "<ville>Lyon</ville></adresse></coordonnees>"
)
SESSION = (
    "<session><periode><debut>20260901</debut><fin>20270630</fin></periode><adresse-inscription><adresse>"
    "<ligne>1 rue des Cuves</ligne><codepostal>69007</codepostal><ville>Lyon</ville></adresse></adresse-inscription>"
    "</session>"
)
ACTION = (
    "<action><rythme-formation>temps plein</rythme-formation><code-public-vise>83056</code-public-vise>"
    "<niveau-entree-obligatoire>1</niveau-entree-obligatoire><modalites-alternance>aucune</modalites-alternance>"
    "<modalites-enseignement>0</modalites-enseignement><conditions-specifiques>aucune</conditions-specifiques>"
    "<prise-en-charge-frais-possible>1</prise-en-charge-frais-possible>"
    f"<modalites-entrees-sorties>0</modalites-entrees-sorties>{SESSION}</action>"
)
FORMATION = (
    '<formation numero="F1">\n'
    "<domaine-formation><code-FORMACODE>12081</code-FORMACODE><code-ROME>H2302</code-ROME></domaine-formation>\n"
    "<intitule-formation>Conduire une cuve</intitule-formation>\n"
    "<objectif-formation>conduire</objectif-formation><resultats-attendus>savoir</resultats-attendus>"
    "<contenu-formation>tout</contenu-formation>\n<certifiante>1</certifiante>"
    f"<contact-formation>{_PLACE}</contact-formation><parcours-de-formation>1</parcours-de-formation>"
    "<code-niveau-entree>14</code-niveau-entree><certification><code-RNCP>38883</code-RNCP></certification>\n"
    f"{ACTION}\n"
    "<organisme-formation-responsable><numero-activite>84691234569</numero-activite>"
    "<SIRET-organisme-formation><SIRET>73282932000074</SIRET></SIRET-organisme-formation>"
    "<nom-organisme>Organisme des cuves</nom-organisme><raison-sociale>Cuves</raison-sociale>"
    f"<coordonnees-organisme>{_PLACE}</coordonnees-organisme><contact-organisme>{_PLACE}</contact-organisme>"
    "</organisme-formation-responsable></formation>"
)


def lheo(*formations: str, namespace: str = NAMESPACE, head: str = "", root: str = "") -> str:
    """The text of a file that holds formations."""
    return f'{head}<lheo xmlns="{namespace}"{root}><offres>\n' + "\n".join(formations) + "\n</offres></lheo>"


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Return what writes a file."""

    def write(text: str | bytes) -> Path:
        path = tmp_path / "offer.xml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def faults(written: Callable[[str | bytes], Path]) -> Callable[[str | bytes], list[str]]:
    """Return what reads a text and gives its faults, as people read them."""

    def read(text: str | bytes) -> list[str]:
        found = read_lheo(written(text), today=TODAY)
        return [str(fault).split("/offer.xml:")[-1] for each in found if isinstance(each, tuple) for fault in each]

    return read


@pytest.fixture
def formations(written: Callable[[str | bytes], Path]) -> Callable[[str | bytes], list[Formation]]:
    """Return what reads a text that has no fault."""

    def read(text: str | bytes) -> list[Formation]:
        found = list(read_lheo(written(text), today=TODAY))
        assert all(isinstance(each, Formation) for each in found), found
        return [each for each in found if isinstance(each, Formation)]

    return read
