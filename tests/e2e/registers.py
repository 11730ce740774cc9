"""Small registers for a campus: jobs, certifications and trainings, by the files and the commands of the real ones."""

from __future__ import annotations

from pathlib import Path

import certification_files as files
from gateways.lheo.conftest import FORMATION, lheo
from small_rome import write_rome

from .campus import Campus

JOB = "H2303"
IN_FORCE, OUT_OF_DATE = "RNCP99001", "RNCP99002"


def bring_in(campus: Campus, folder: Path) -> None:
    """Write the files into a folder; import the jobs with `envol import`, and the others as it does, in one go."""
    folder.mkdir()
    campus.command("import", "rome", str(write_rome(folder / "rome")))
    others = {
        "certifications": _certifications(folder / "certifications.csv"),
        "rncp": _sheets(folder / "rncp"),
        "lheo": _trainings(folder / "lheo.xml"),
    }
    campus.ask("bring_in", paths={kind: str(path) for kind, path in others.items()})


def _certifications(path: Path) -> Path:
    rows = (
        {"Libelle_Diplome": "BTS de démonstration", "Code_RNCP": "99001", "Annee_Premiere_Session": "2020"},
        {"Libelle_Diplome": "BTS ancien", "Code_RNCP": "99002", "Annee_Derniere_Session": "2019"},
    )
    return files.certif_info(
        path, *({"Code_Diplome": str(number), "Code_Rome_1": JOB, **row} for number, row in enumerate(rows, 1))
    )


def _sheets(folder: Path) -> Path:
    old = {"Id_Fiche": "2", "Numero_Fiche": OUT_OF_DATE, "Date_Fin_Enregistrement": "31/08/2020", "Actif": "INACTIVE"}
    blocks = [
        {
            "Numero_Fiche": IN_FORCE,
            "Bloc_Competences_Code": f"{IN_FORCE}BC0{number}",
            "Bloc_Competences_Libelle": f"Bloc {number}",
        }
        for number in (1, 2)
    ]
    replaced = {"Numero_Fiche": IN_FORCE, "Ancienne_Certification": OUT_OF_DATE, "Nouvelle_Certification": ""}
    return files.export(
        folder,
        "2026_01_01",
        [{"Id_Fiche": "1", "Numero_Fiche": IN_FORCE}, old],
        Blocs_De_Compétences=blocks,
        Ancienne_Nouvelle_Certification=[replaced],
    )


def _trainings(path: Path) -> Path:
    formation = FORMATION.replace("38883", IN_FORCE.removeprefix("RNCP"))
    path.write_text(lheo(formation), encoding="utf-8")
    return path
