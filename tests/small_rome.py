"""A referential of five jobs in ROME's own files, to be changed at will."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

Table = list[list[str]]

JOB_HEAD = ["code_rome", "code_fiche_metier", "code_ogr", "libelle_rome", "transition_eco", "transition_num"]
JOB_HEAD += ["transition_demo", "emploi_reglemente", "emploi_cadre", "code_rome_parent"]
TITLE_HEAD = ["code_ogr", "libelle_appellation_long", "libelle_appellation_court", "code_rome", "transition_eco"]
TITLE_HEAD += ["classification", "code_rome_parent", "peu_usite"]
SKILL_HEAD = ["code_ogr", "nature", "libelle_competence", "definition", "code_ogr_macro_comp", "code_macro_comp"]
SKILL_HEAD += ["cat_comp", "sous_cat_comp", "transition_eco", "transition_num"]
SAVOIR_HEAD = ["code_ogr_savoir", "libelle_savoir", "categorie_savoir", "sous_categorie_savoir", "transition_eco"]

TABLES: Mapping[str, Table] = {
    "grand_domaine": [["code_grand_domaine", "libelle_grand_domaine"], ["H", "Industrie"], ["J", "Santé"]],
    "domaine_professionnel": [
        ["code_domaine_professionnel", "libelle_domaine_professionnel"],
        ["H23", "Chimie et pharmacie"],
        ["J13", "Professions médico-techniques"],
    ],
    "referentiel_code_rome": [
        JOB_HEAD,
        ["H2301", "1", "11", "Conducteur / Conductrice de ligne", "Emploi Brun", "N", "N", "N", "N", "H2301"],
        ["H2302", "2", "12", "Conducteur / Conductrice de procédé", "Emploi Blanc", "O", "N", "", "", "H2301"],
        ["H2303", "3", "13", "Opérateur / Opératrice de fabrication", "Emploi Blanc", "", "", "O", "", "H2301"],
        ["H2305", "4", "14", "Préparateur / Préparatrice de milieux", "", "", "", "", "", "H2399"],
        ["J1302", "5", "15", "Technicien / Technicienne de biologie", "", "", "", "O", "O", "J1302"],
    ],
    "referentiel_code_rome_riasec": [
        ["code_rome", "riasec_majeur", "riasec_mineur"],
        ["H2301", "R", "C"],
        ["H2302", "R", ""],
        ["H2303", "R", "C"],
        ["H2305", "R", "I"],
        ["J1302", "I", "R"],
    ],
    "referentiel_appellation": [
        TITLE_HEAD,
        ["101", "Conducteur / Conductrice de ligne", "Conducteur", "H2301", "", "PRINCIPALE", "H2301", "N"],
        ["102", "Conducteur / Conductrice de procédé", "Conducteur", "H2302", "", "PRINCIPALE", "H2301", "N"],
        ["103", "Opérateur / Opératrice de fabrication", "Opérateur", "H2303", "", "PRINCIPALE", "H2301", "N"],
        ["104", "Agent / Agente de fabrication aseptique", "Agent aseptique", "H2303", "", "SYNONYME", "H2301", "N"],
        ["105", "Remplisseur / Remplisseuse d'ampoules", "Remplisseur", "H2303", "", "SYNONYME", "J1302", "O"],
        ["106", "Préparateur / Préparatrice de milieux", "Préparateur", "H2305", "", "PRINCIPALE", "H2399", "N"],
        ["107", "Technicien / Technicienne de biologie", "Technicien", "J1302", "", "PRINCIPALE", "J1302", "N"],
    ],
    "referentiel_competence": [
        SKILL_HEAD,
        ["201", "Compétence", "Régler une machine", "", "204", "", "Savoir-faire", "Technique", "", "N"],
        ["202", "Compétence", "Contrôler la stérilité", "", "204", "", "Savoir-faire", "Technique expert", "", "N"],
        ["203", "Compétence", "Écrire un dossier de lot", "", "204", "", "Savoir-faire", "Technique", "N", "O"],
        ["204", "Macro-compétence", "Produire", "", "", "4A101", "Savoir-faire", "Technique", "", ""],
        [
            "205",
            "Macro-compétence",
            "Rigueur",
            "Suivre",
            "",
            "6D101",
            "Savoir-être professionnel",
            "Transverse",
            "",
            "",
        ],
    ],
    "referentiel_savoir": [
        SAVOIR_HEAD,
        ["301", "Bonnes Pratiques de Fabrication", "Normes et procédés", "Règlementations, normes", ""],
        ["302", "Génie des procédés", "Domaines d'expertise", "Expertises techniques", ""],
    ],
    "liens_rome_referentiels": [
        ["code_rome", "code_compo_bloc", "code_rubrique", "code_ogr"],
        ["H2301", "1", "", "11"],
        ["H2303", "1", "", "13"],
        ["H2303", "2", "", "104"],
        ["H2303", "5", "1", "201"],
        ["H2303", "5", "1", "202"],
        ["H2303", "5", "1", "203"],
        ["H2303", "5", "2", "205"],
        ["H2303", "5", "3", "301"],
        ["H2303", "5", "3", "302"],
        ["H2303", "6", "", "401"],
    ],
    "coherence_item": [
        ["code_rome", "code_ogr", "coeur_metier"],
        ["H2303", "201", ""],
        ["H2303", "202", "Principale"],
        ["H2303", "203", "Émergente"],
        ["H2303", "301", "Principale"],
    ],
    "rubrique_mobilite": [
        ["code_rome", "code_rome_cible", "numero_ordre"],
        ["H2303", "H2302", "2"],
        ["H2303", "J1302", "1"],
    ],
}
RECORDS = {"domains": 4, "jobs": 5, "titles": 7, "skills": 5, "knowledge": 2, "links": 10, "near jobs": 2}


def write_rome(
    folder: Path, *, version: str = "460", changes: Mapping[str, Callable[[Table], object]] | None = None
) -> Path:
    """Write the files into a folder; a change gets a copy of a table, header first, and may do as it likes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in TABLES.items():
        written = [list(row) for row in table]
        (changes or {}).get(name, len)(written)
        with (folder / f"unix_{name}_v{version}_utf8.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(written)
    return folder


def without(code: str) -> Callable[[Table], None]:
    """Return a change that drops the lines in which a word stands."""

    def drop(table: Table) -> None:
        table[1:] = [row for row in table[1:] if code not in row]

    return drop
