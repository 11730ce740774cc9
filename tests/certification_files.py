"""Small files in the forms of the registers of certifications; their content is made up but for public titles."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Cells = Mapping[str, Any]

CERTIFICATION = {
    "Code_Diplome": "1",
    "Libelle_Diplome": "BTS de démonstration",
    "Libelle_Type_Diplome": "Brevet de technicien supérieur",
    "Code_Niveau_Europeen": "5",
    "Date_MaJ": "17/06/2024",
    "Code_FormaCode": "12081",
    "Libelle_FormaCode": "Biotechnologie",
    **{f"Code_Rome_{place}": "" for place in range(1, 6)},
    "Code_Nsf": "222",
    "Code_RNCP": "",
    "Code_RS": "",
    "Code_Scolarité": "",
    "valideur": "",
    "certificateur": "",
    "Annee_Premiere_Session": "",
    "Annee_Derniere_Session": "",
    "Code_Ancien_Diplome": "",
    "Intitulé_Ancien_Diplome": "",
    "Code_Ancien_RNCP": "",
    "Code_Ancien_Scolarité": "",
    "`Options`": "  ",
    "Etat": "0",
    "Etat_Libelle": "Publié",
    "Etat_Ancien_Diplome": "",
    "Etat_Ancien_Diplome_Libelle": "inconnu",
    **{f"accessibilite_{way}": "1" for way in ("fi", "ca", "fc", "cp", "vae", "ind")},
    "code_type_diplome": "320",
    "codeIdeo2": "",
}
DIPLOMA = {
    "Commission professionnelle consultative": "CPC Industrie",
    "Secteur": "Secteur",
    "Niveau": "Niveau 5",
    "Code diplôme": "320-22104 R",
    "Diplôme": "BTS",
    "Intitulé de la spécialité (et options)": "Biotechnologies",
    "Code RNCP": "1033",
    "Date de l'arrêté de création": "2006-11-08",
    "Première session": "2009",
    "Dernière session": "",
    "Commentaire": "",
    "Famille de métiers": "",
    "Session supplémentaire": "",
}
KIT = {
    "Code Diplôme": "32022104",
    "Intitulé diplôme (DEPP)": "DE DEMONSTRATION (BTS)",
    "FicheRNCP": "RNCP1033",
    "Niveau fiche RNCP": "Niveau 5",
    "Abrégé de diplôme (RNCP)": "BTS",
    "Dernière MaJ": "v1.0",
    "Accès à l'apprentissage de la fiche RNCP (oui/non)": "Oui",
    "Date d'échéance de la fiche RNCP": "31/08/2029",
    "Fiche ACTIVE/INACTIVE": "ACTIVE",
    "Intitulé certification (RNCP)": "BTS - De démonstration",
    "Type d'enregistrement": "Enregistrement de droit",
    "Date de publication de la fiche\n (enregistrement de droit)": None,
    "Date de décision\n (enregistrement sur demande)": None,
    "Date de début des parcours certifiants\n\n(enregistrement de droit)": "01/09/2024",
    "Date limite de la délivrance": None,
    "Nouvelle Certification rempla (RNCP)": None,
    "Ancienne Certification (RNCP)": None,
}
STANDARD = {
    "Id_Fiche": "1",
    "Numero_Fiche": "RNCP99001",
    "Intitule": "Titre de démonstration",
    "Abrege_Libelle": "TP",
    "Abrege_Intitule": "Titre professionnel",
    "Nomenclature_Europe_Niveau": "NIV5",
    "Nomenclature_Europe_Intitule": "Niveau 5",
    "Accessible_Nouvelle_Caledonie": "Non",
    "Accessible_Polynesie_Francaise": "Non",
    "Date_dernier_jo": "",
    "Date_Decision": "",
    "Date_Fin_Enregistrement": "31/08/2029",
    "Date_Effet": "01/09/2024",
    "Type_Enregistrement": "Enregistrement de droit",
    "Validation_Partielle": "",
    "Actif": "ACTIVE",
}


def certif_info(path: Path, *rows: Cells) -> Path:
    """Write a list of Certif Info."""
    return _semicolons(path, [CERTIFICATION | row for row in rows])


def diplomas(path: Path, *rows: Cells) -> Path:
    """Write a list of professional diplomas, with the mark that the ministries' own bears at its beginning."""
    return _semicolons(path, [DIPLOMA | row for row in rows], encoding="utf-8-sig")


def kit_csv(path: Path, *rows: Cells) -> Path:
    """Write a kit as a spreadsheet saves it in CSV."""
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, fieldnames=[" ".join(name.split()) for name in KIT])
        writer.writeheader()
        for row in rows:
            writer.writerow({" ".join(name.split()): cell or "" for name, cell in (KIT | row).items()})
    return path


def kit_workbook(path: Path, *rows: Cells, dated: str = "31/01/2025") -> Path:
    """Write a kit as it is published: a page of words first, an empty row above the header of the table."""
    book = Workbook()
    words = book.active
    assert words is not None
    words.title = "Présentation Kit"
    words.append([f"Date de dernière mise à jour du kit : {dated}"])
    table = book.create_sheet("Kit Apprentissage")
    table.append([])
    table.append(list(KIT))
    for row in rows:
        table.append(list((KIT | row).values()))
    corrections = book.create_sheet("Corrections Kit")
    corrections.append(["Date correction", *KIT])
    corrections.append(["21/06/2024", *KIT.values()])
    book.save(path)
    return path


def export(folder: Path, day: str, standard: Sequence[Cells], **tables: Sequence[Cells]) -> Path:
    """Write an export of France compétences: `tables` by the names of the files, ``Blocs_De_Compétences``."""
    folder.mkdir(parents=True, exist_ok=True)
    _semicolons(folder / f"export_fiches_CSV_Standard_{day}.csv", [STANDARD | row for row in standard])
    for name, rows in tables.items():
        _semicolons(folder / f"export_fiches_CSV_{name}_{day}.csv", list(rows))
    return folder


def _semicolons(path: Path, rows: Sequence[Cells], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as opened:
        writer = csv.DictWriter(opened, fieldnames=list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path
