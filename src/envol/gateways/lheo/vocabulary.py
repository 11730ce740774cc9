"""The elements of LHEO 2.3: what each holds, how often, how long, from which list. Source: lheo.gouv.fr, schema 2.3.

One line an element: `name: child child? child* child+ child{0,5}` for what holds others, in their order, and
`name = text 1..255`, `name = one of 0 1`, `name = number`, `name = day` for what holds text. A test generates documents
from this table and has the schema itself judge them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

NAMESPACE = "http://lheo.gouv.fr/2.3"
FORMER_NAMESPACES = ("http://www.lheo.org/2.2", "http://lheo.gouv.fr/2.2")
"""Of LHEO 2.2: what its files say in the words of 2.3 is read, any other word is a fault with its line."""
VERSIONS = {NAMESPACE: "2.3", **dict.fromkeys(FORMER_NAMESPACES, "2.2")}

ATTRIBUTES = frozenset({
    "numero", "info", "ref", "id", "idref", "tag", "uri",
    "horodatage-creation", "horodatage-modification", "horodatage-export",
})  # fmt: skip
"""What every element may bear."""
INSTANTS = frozenset(name for name in ATTRIBUTES if name.startswith("horodatage-"))
LOCAL_ATTRIBUTES = frozenset({"id", "idref"})
"""They point within one document: worth nothing beyond it, and two documents put together would clash."""
OWN_ATTRIBUTES = {
    "formation": frozenset({"datecrea", "datemaj", "file", "href"}),
    "action": frozenset({"datecrea", "datemaj"}),
    "session": frozenset({"datecrea", "datemaj"}),
    "organisme-formation-responsable": frozenset({"file", "href"}),
}
NEVER, FOREVER = "00000000", "99999999"
"""Days that say: since ever, without end."""

_HOLDERS = """
domaine-formation: code-FORMACODE{0,5} code-NSF{0,3} code-ROME{0,5} extras*
formation: domaine-formation intitule-formation objectif-formation resultats-attendus contenu-formation certifiante
 contact-formation+ parcours-de-formation code-niveau-entree objectif-general-formation? certification{0,5}
 code-type-formation{0,5} code-niveau-sortie? url-formation? action+ organisme-formation-responsable
 identifiant-module? positionnement? sous-modules? modules-prerequis? extras*
contact-formation: type-contact? coordonnees extras*
contact-session: type-contact? coordonnees extras*
contact-organisme: type-contact? coordonnees extras*
contact-formateur: type-contact? coordonnees extras*
certification: code-RNCP? code-CERTIFINFO? code-RS? code-CPF? reference-code-FORMACODE? extras*
reference-certification: reference-code-RNCP? reference-code-CERTIFINFO? reference-code-RS? extras*
code-type-formation: code-CPF? code-ELU? extras*
action: rythme-formation code-public-vise{1,10} info-public-vise? niveau-entree-obligatoire modalites-alternance
 modalites-enseignement conditions-specifiques prise-en-charge-frais-possible lieu-de-formation*
 modalites-entrees-sorties url-action? duree-cycle? session+ adresse-information? date-information{0,3} restauration?
 hebergement? transport? acces-handicapes? langue-formation{0,5} modalites-recrutement? modalites-pedagogiques?
 code-modalite-pedagogique{0,5} equipement* frais-restants? code-perimetre-recrutement? infos-perimetre-recrutement?
 prix-horaire-TTC? prix-total-TTC? duree-indicative? nombre-heures-centre? nombre-heures-entreprise?
 nombre-heures-total? detail-conditions-prise-en-charge? conventionnement? duree-conventionnee? organisme-formateur*
 organisme-financeur{0,8} enseignement* extras*
session: periode adresse-inscription modalites-inscription? periode-inscription? etat-recrutement? recrutement*
 url-session? contact-session* reference-certification{0,5} blocs-competences* cycle* extras*
organisme-formation-responsable: numero-activite SIRET-organisme-formation nom-organisme raison-sociale
 coordonnees-organisme contact-organisme+ renseignements-specifiques? potentiel? code-UAI-organisme-formation? extras*
organisme-formateur: SIRET-formateur raison-sociale-formateur contact-formateur* potentiel? code-UAI-formateur?
 reference-certification{0,5} extras*
organisme-financeur: code-financeur nb-places-financees? extras*
potentiel: code-FORMACODE{1,25} extras*
lieu-de-formation: SIRET-lieu-formation? code-UAI-lieu-formation? coordonnees extras*
recrutement: modalite-recrutement code-perimetre-recrutement? infos-perimetre-recrutement? a-distance? adresse? urlweb?
 nb-places? periode? heure-debut? heure-fin? commentaire? extras*
enseignement: libelle-enseignement type-enseignement obligatoire commentaire? extras*
equipement: type-equipement cout-indicatif-equipement? commentaire? extras*
alternance: type-alternance rythme-alternance? extras*
rythme-alternance: unite-rythme-alternance unites-entreprise unites-centre extras*
cycle: type-cycle annee-cycle* effectif-minimal? capacite-simultanee? capacite-cumulee? alternance? extras*
adresse-inscription: adresse extras*
adresse-information: adresse extras*
date-information: date extras*
url-formation: urlweb{1,3} extras*
url-action: urlweb{1,3} extras*
url-session: urlweb{1,3} extras*
web: urlweb{1,3} extras*
telfixe: numtel{1,3} extras*
portable: numtel{1,3} extras*
fax: numtel{1,3} extras*
SIRET-organisme-formation: SIRET extras*
SIRET-lieu-formation: SIRET extras*
SIRET-formateur: SIRET extras*
code-UAI-organisme-formation: code-UAI extras*
code-UAI-lieu-formation: code-UAI extras*
code-UAI-formateur: code-UAI extras*
coordonnees-organisme: coordonnees extras*
coordonnees: civilite? nom? prenom? ligne{0,3} adresse? telfixe? portable? fax? courriel? web? extras*
adresse: denomination? ligne{1,4} codepostal ville departement? code-INSEE-commune? code-INSEE-canton? region? pays?
 geolocalisation? extras*
geolocalisation: latitude longitude extras*
periode: debut fin extras*
periode-inscription: periode
bloc-competences: libelle-bloc code-bloc extras*
blocs-competences: validation-blocs reference-certification bloc-competences+ extras*
sous-modules: sous-module+ extras*
sous-module: reference-module type-module extras*
modules-prerequis: reference-module+ extras*
extras: extras* extra*
"""

_TEXTS = """
intitule-formation = text 1..255
nom-organisme raison-sociale info-public-vise restauration hebergement transport acces-handicapes = text 1..250
raison-sociale-formateur = text 0..250
objectif-formation resultats-attendus contenu-formation rythme-formation modalites-alternance = text 1..3000
conditions-specifiques identifiant-module reference-module = text 1..3000
renseignements-specifiques modalites-recrutement = text 0..3000
modalites-pedagogiques frais-restants = text 0..200
duree-indicative = text 0..150
infos-perimetre-recrutement = text 0..50
libelle-enseignement modalites-inscription denomination = text 1..255
detail-conditions-prise-en-charge = text 1..600
commentaire libelle-bloc = text 1..500
code-bloc = text 8..40
prix-horaire-TTC = text 1..6
prix-total-TTC code-RNCP code-CERTIFINFO = text 1..10
reference-code-RNCP reference-code-CERTIFINFO reference-code-RS = text 1..10
code-RS = text 3..10
code-CPF code-ELU = text 4..10
code-FORMACODE code-ROME code-public-vise code-modalite-pedagogique reference-code-FORMACODE = text 5..5
codepostal code-INSEE-commune = text 5..5
code-INSEE-canton = text 4..5
code-NSF = text 3..3
code-UAI = text 8..8
numero-activite = text 11..11
SIRET = siret
langue-formation region pays = text 2..2
departement = text 2..3
ligne prenom civilite nom ville = text 1..50
latitude longitude = text 0..30
courriel = text 3..160
urlweb = text 3..400
numtel = text 1..25
heure-debut heure-fin = text 2..5
debut fin date = day
nb-places cout-indicatif-equipement effectif-minimal capacite-simultanee capacite-cumulee = number
unites-entreprise unites-centre duree-cycle annee-cycle nb-places-financees nombre-heures-centre = number
nombre-heures-entreprise nombre-heures-total duree-conventionnee = number
certifiante niveau-entree-obligatoire prise-en-charge-frais-possible a-distance obligatoire = one of 0 1
modalites-entrees-sorties conventionnement type-cycle = one of 0 1
modalites-enseignement type-alternance validation-blocs type-module = one of 0 1 2
positionnement = one of 1 2
etat-recrutement = one of 1 2 3
parcours-de-formation = one of 1 2 3 4
unite-rythme-alternance = one of 0 1 2 3 4
code-perimetre-recrutement = one of 0 1 2 3 4 5 6
objectif-general-formation = one of 1 2 3 4 5 6 7 8 9
modalite-recrutement = one of 0 1 2 3 4 5 6 7 8 9
type-enseignement = one of 1 2 3 4 5 6 7 8 9 10
type-equipement = one of 0 1 2 3 4 5 6 7 8 9 10 11
type-contact = one of 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14
code-niveau-entree code-niveau-sortie = one of 0 1 2 3 4 5 6 7 8 11 12 13 14 15 16 17 18
code-financeur = one of 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20
extra = text 0..100000
"""

_CHILD = re.compile(r"(?P<name>[\w-]+)(?P<times>[?*+]|\{(?P<least>\d+),(?P<most>\d+)\})?")
_TIMES: dict[str, tuple[int, int | None]] = {"": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One place in an element: which child, at least and at most how often (None: without end), in which order."""

    name: str
    least: int
    most: int | None
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What an element without children holds.

    Parameters
    ----------
    kind : str
        `text`, `one of`, `number`, `day` or `siret`.
    least, most : int
        Letters of a text.
    choices : frozenset of str
    """

    kind: str
    least: int = 0
    most: int = 0
    choices: frozenset[str] = frozenset()

    @property
    def expected(self) -> str:
        """How a fault says it."""
        if self.kind == "one of":
            return f"one of {', '.join(sorted(self.choices, key=int))}"
        if self.kind == "text":
            return f"{self.most} characters" if self.least == self.most else f"{self.least} to {self.most} characters"
        return {"number": "a whole number", "day": "a day as AAAAMMJJ", "siret": "14 digits"}[self.kind]


@cache
def holders() -> dict[str, dict[str, Child]]:
    """Return, for every element that holds others, its children by name, in their order."""
    lines = _HOLDERS.replace("\n ", " ").strip().splitlines()
    return {name: _children(content) for name, content in (line.split(": ") for line in lines)}


@cache
def texts() -> dict[str, Text]:
    """Return what every element without children holds."""
    found = {}
    for line in _TEXTS.strip().splitlines():
        names, rule = line.split(" = ")
        found.update(dict.fromkeys(names.split(), _text(rule)))
    return found


def _children(content: str) -> dict[str, Child]:
    children = {}
    for rank, match in enumerate(_CHILD.finditer(content)):
        spelled_out = match["least"] is not None
        least, most = (int(match["least"]), int(match["most"])) if spelled_out else _TIMES[match["times"] or ""]
        children[match["name"]] = Child(name=match["name"], least=least, most=most, rank=rank)
    return children


def _text(rule: str) -> Text:
    kind, _, rest = rule.partition(" ")
    if kind == "one":
        return Text(kind="one of", choices=frozenset(rest.split()[1:]))
    if kind == "text":
        least, most = rest.split("..")
        return Text(kind=kind, least=int(least), most=int(most))
    return Text(kind=kind)
