"""The tables of ROME that are read: their columns, what may stand in a cell, and the name it gets here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

LONGEST_LABEL, LONGEST_WORD = 500, 100
"""Letters in a title, and in the name of a category."""

_CODE = re.compile(r"[A-Z][0-9]{4}")
_DOMAIN = re.compile(r"[A-Z](?:[0-9][0-9])?")
_FLAGS = {"O": True, "N": False, "": None}
_CLASSES = {"PRINCIPALE": True, "SYNONYME": False}
_NATURES = {"Compétence": False, "Macro-compétence": True}
_CORE = {"": "", "Principale": "main", "Émergente": "emerging"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    Parameters
    ----------
    source : str
        Its name in the file.
    name : str
        Its name here.
    read : callable
        Return the value of a cell; a ValueError says what was expected.
    required : bool
        Whether the table cannot be read without; older versions of ROME lack some.
    """

    source: str
    name: str
    read: Callable[[str], object]
    required: bool = True


@lru_cache(maxsize=4096)  # a code stands on seventy lines
def _code(text: str) -> str:
    if _CODE.fullmatch(text):
        return text
    raise ValueError("a ROME code such as H2303")


def _domain(text: str) -> str:
    if _DOMAIN.fullmatch(text):
        return text
    raise ValueError("a domain such as H or H23")


def _number(text: str) -> int:
    if len(text) < 10 and text.isdecimal() and text.isascii():
        return int(text)
    raise ValueError("a number of at most nine digits")


def _number_or_none(text: str) -> int | None:
    return _number(text) if text else None


def _text(text: str, *, most: int, may_be_empty: bool = False) -> str:
    if (text or may_be_empty) and len(text) <= most:
        return text
    raise ValueError(f"a text of at most {most} letters")


def _interest(text: str) -> str:
    if len(text) <= 1 and text in "RIASEC":
        return text
    raise ValueError("one of the letters R, I, A, S, E, C, or nothing")


def _one_of(meanings: dict[str, object]) -> Callable[[str], object]:
    def read(text: str) -> object:
        try:
            return meanings[text]
        except KeyError:
            raise ValueError(" or ".join(each or "nothing" for each in meanings)) from None

    return read


_label = partial(_text, most=LONGEST_LABEL)
_word = partial(_text, most=LONGEST_WORD)
_free_word = partial(_text, most=LONGEST_WORD, may_be_empty=True)
_free_text = partial(_text, most=10_000, may_be_empty=True)
_flag = _one_of(dict(_FLAGS))


def _column(source: str, name: str, read: Callable[[str], object], *, required: bool = True) -> Column:
    return Column(source=source, name=name, read=read, required=required)


_TRANSITIONS = (
    _column("transition_eco", "is_ecological", _flag, required=False),
    _column("transition_num", "is_digital", _flag, required=False),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "grand_domaine": (
        _column("code_grand_domaine", "code", _domain),
        _column("libelle_grand_domaine", "title", _label),
    ),
    "domaine_professionnel": (
        _column("code_domaine_professionnel", "code", _domain),
        _column("libelle_domaine_professionnel", "title", _label),
    ),
    "referentiel_code_rome": (
        _column("code_rome", "code", _code),
        _column("code_ogr", "ogr", _number),
        _column("libelle_rome", "title", _label),
        _column("code_rome_parent", "parent_code", _code),
        _column("transition_eco", "ecology", _free_word, required=False),
        _column("transition_num", "is_digital", _flag, required=False),
        _column("transition_demo", "is_demographic", _flag, required=False),
        _column("emploi_reglemente", "is_regulated", _flag, required=False),
        _column("emploi_cadre", "is_executive", _flag, required=False),
    ),
    "referentiel_code_rome_riasec": (
        _column("code_rome", "code", _code),
        _column("riasec_majeur", "riasec_major", _interest),
        _column("riasec_mineur", "riasec_minor", _interest),
    ),
    "referentiel_appellation": (
        _column("code_ogr", "ogr", _number),
        _column("libelle_appellation_long", "long", _label),
        _column("libelle_appellation_court", "short", _label),
        _column("code_rome", "job_id", _code),
        _column("code_rome_parent", "parent_code", _code),
        _column("classification", "is_main", _one_of(dict(_CLASSES))),
        _column("peu_usite", "is_rare", _one_of({"O": True, "N": False, "": False})),
    ),
    "referentiel_competence": (
        _column("code_ogr", "ogr", _number),
        _column("nature", "is_macro", _one_of(dict(_NATURES))),
        _column("libelle_competence", "title", _label),
        _column("definition", "definition", _free_text),
        _column("code_ogr_macro_comp", "macro_ogr", _number_or_none),
        _column("code_macro_comp", "macro_code", partial(_text, most=10, may_be_empty=True)),
        _column("cat_comp", "category", _word),
        _column("sous_cat_comp", "subcategory", _free_word),
        *_TRANSITIONS,
    ),
    "referentiel_savoir": (
        _column("code_ogr_savoir", "ogr", _number),
        _column("libelle_savoir", "title", _label),
        _column("categorie_savoir", "category", _word),
        _column("sous_categorie_savoir", "subcategory", _free_word),
        *_TRANSITIONS,
    ),
    "liens_rome_referentiels": (
        _column("code_rome", "job_id", _code),
        _column("code_compo_bloc", "block", _number),
        _column("code_rubrique", "rubric", _number_or_none),
        _column("code_ogr", "ogr", _number),
    ),
    "coherence_item": (
        _column("code_rome", "job_id", _code),
        _column("code_ogr", "ogr", _number),
        _column("coeur_metier", "core", _one_of(dict(_CORE))),
    ),
    "rubrique_mobilite": (
        _column("code_rome", "job_id", _code),
        _column("code_rome_cible", "target_id", _code),
        _column("numero_ordre", "order", _number),
    ),
}
"""Each table with its columns."""
