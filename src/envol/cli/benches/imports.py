"""How long imports take, and how much memory: each in a process of its own, into a campus of its own."""

from __future__ import annotations

import json
import os
import random
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from envol.cli.rig.server import LAST_WORDS, campus_home, environment, module, run_to_end
from envol.cli.serve import campus_is_installed
from envol.errors import EnvolError

SEED = 20261122
MOST_SECONDS, MOST_MB = 120.0, 150.0
"""What is aimed at for an offer of 200 MB."""
TABLES = {"rome": ("rome", "rome40"), "certifications": ("certifications", "certifications")}
"""What is imported from the folder of data, and where it lies in it."""
_PROSE = (
    "la formation prépare à la conduite d’un procédé de culture en cuve et à sa surveillance dans le respect des "
    "bonnes pratiques de fabrication le stagiaire apprend à lire une fiche de lot à prélever un échantillon à régler "
    "une boucle et à rendre compte d’un écart évaluation en continu puis devant un jury de professionnels"
)
_TOWNS = (("Lyon", "69007"), ("Tours", "37000"), ("Évry", "91000"), ("Strasbourg", "67000"), ("Val-de-Reuil", "27100"))


def bench_imports(megabytes: float = 200.0, data: str | None = None) -> dict[str, Any]:
    """Import a generated offer, and with a folder of data the State's referentials, each twice.

    Parameters
    ----------
    megabytes : float
        Size of the LHEO file.
    data : str, optional
        Folder of the State's files.

    Returns
    -------
    dict
        For each kind `first` and `again`: seconds by the clock, peak of resident memory, records created and unchanged;
        and whether what is aimed at for the offer is met.
    """
    campus_is_installed()
    with tempfile.TemporaryDirectory(prefix="envol-offer-") as folder:
        path = Path(folder) / "offer.xml"
        write_offer(path, round(megabytes * 1e6))
        found: dict[str, Any] = {"megabytes": path.stat().st_size / 1e6, "lheo": _twice("lheo", path)}
    first = found["lheo"]["first"]
    found["meets_seconds"] = first["seconds"] <= MOST_SECONDS
    found["meets_mb"] = first["peak_mb"] <= MOST_MB
    for name, (kind, place) in TABLES.items() if data else ():
        found[name] = _twice(kind, Path(str(data)) / place)
    return found


def write_offer(path: Path, size: int) -> None:
    """Write a valid LHEO 2.3 file of about a size in bytes, always the same one."""
    draw = random.Random(SEED)
    with path.open("w", encoding="utf-8") as out:
        out.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<lheo xmlns="http://lheo.gouv.fr/2.3" info="banc"><offres>\n'
        )
        number = 0
        while out.tell() < size:
            number += 1
            out.writelines(_formation(draw, number))
        out.write("</offres></lheo>\n")


def _twice(kind: str, path: Path) -> dict[str, Any]:
    with campus_home() as home:
        env = environment(home)
        run_to_end(module("main", "manage", "migrate", "--run-syncdb", "--verbosity", 0), env)
        return {"first": _measured(kind, path, env), "again": _measured(kind, path, env)}


def _measured(kind: str, path: Path, env: Mapping[str, str]) -> dict[str, Any]:
    """Run one import to its end; the kernel says what it used."""
    with tempfile.TemporaryFile("w+b") as out, tempfile.TemporaryFile("w+b") as errors:
        began = perf_counter()
        child = subprocess.Popen(
            module("main", "import", kind, path, "--json"), env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=errors
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            errors.seek(0)
            raise EnvolError(f"{path} was not imported: {errors.read().decode(errors='replace')[-LAST_WORDS:].strip()}")
        out.seek(0)
        said = json.loads(out.read())
    return {
        "seconds": seconds,
        "cpu_s": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
        "created": said["created"],
        "unchanged": said["unchanged"],
    }


def _formation(draw: random.Random, number: int) -> Iterator[str]:
    code = draw.randrange(10_000, 99_999)
    yield f'<formation numero="B{number}"><domaine-formation><code-FORMACODE ref="V14">{code}</code-FORMACODE>'
    yield f"<code-NSF>222</code-NSF><code-ROME>H230{draw.choice('123')}</code-ROME></domaine-formation>\n"
    yield f"<intitule-formation>Conduite de procédé {number}, {_said(draw, 40)}</intitule-formation>\n"
    for name in ("objectif-formation", "resultats-attendus", "contenu-formation"):
        yield f"<{name}>{_said(draw, draw.randrange(300, 1200))}</{name}>\n"
    yield f"<certifiante>1</certifiante><contact-formation>{_place(draw)}</contact-formation>\n"
    yield "<parcours-de-formation>1</parcours-de-formation><code-niveau-entree>14</code-niveau-entree>"
    yield f"<certification><code-RNCP>{draw.randrange(30_000, 40_000)}</code-RNCP></certification>"
    yield f"<code-niveau-sortie>1{draw.choice('345678')}</code-niveau-sortie>\n"
    for ordinal in range(draw.randrange(1, 4)):
        yield from _action(draw, f"B{number}-{ordinal}")
    siret = f"{draw.randrange(10**13, 10**14)}"
    yield "<organisme-formation-responsable><numero-activite>11910000000</numero-activite>"
    yield f"<SIRET-organisme-formation><SIRET>{siret}</SIRET></SIRET-organisme-formation>"
    yield f"<nom-organisme>Organisme {siret[:5]}</nom-organisme><raison-sociale>Organisme</raison-sociale>\n"
    yield f"<coordonnees-organisme>{_place(draw)}</coordonnees-organisme>"
    yield f"<contact-organisme>{_place(draw)}</contact-organisme></organisme-formation-responsable></formation>\n"


def _action(draw: random.Random, number: str) -> Iterator[str]:
    yield f'<action numero="{number}"><rythme-formation>temps plein</rythme-formation>'
    yield "<code-public-vise>83056</code-public-vise><niveau-entree-obligatoire>1</niveau-entree-obligatoire>"
    yield f"<modalites-alternance>{_said(draw, 120)}</modalites-alternance>"
    yield "<modalites-enseignement>0</modalites-enseignement>"
    yield f"<conditions-specifiques>{_said(draw, 200)}</conditions-specifiques>\n"
    yield "<prise-en-charge-frais-possible>1</prise-en-charge-frais-possible>"
    yield f"<lieu-de-formation>{_place(draw)}</lieu-de-formation>"
    yield "<modalites-entrees-sorties>0</modalites-entrees-sorties>\n"
    for ordinal in range(draw.randrange(1, 5)):
        year = draw.randrange(2026, 2029)
        yield f'<session numero="{number}-{ordinal}"><periode><debut>{year}0901</debut><fin>{year + 1}0630</fin>'
        yield f"</periode><adresse-inscription>{_address(draw)}</adresse-inscription></session>\n"
    yield "<nombre-heures-centre>600</nombre-heures-centre></action>\n"


def _place(draw: random.Random) -> str:
    return (
        f"<coordonnees><nom>Accueil</nom>{_address(draw)}<telfixe><numtel>01 00 00 00 00</numtel></telfixe>"
        "<courriel>accueil@example.invalid</courriel></coordonnees>"
    )


def _address(draw: random.Random) -> str:
    town, postcode = draw.choice(_TOWNS)
    return (
        f"<adresse><ligne>{draw.randrange(1, 99)} rue Pasteur</ligne><codepostal>{postcode}</codepostal>"
        f"<ville>{town}</ville><departement>{postcode[:2]}</departement></adresse>"
    )


def _said(draw: random.Random, letters: int) -> str:
    start = _PROSE.index(" ", draw.randrange(len(_PROSE) - 20))
    return (f"{_PROSE} " * (2 + letters // len(_PROSE)))[start : start + letters].strip()
