"""Trainings as LHEO writes them, as short as the schema allows."""

from __future__ import annotations

_PLACE = (
    "<coordonnees><nom>Accueil</nom><adresse><ligne>1 rue des Cuves</ligne><codepostal>69007</codepostal>"
    "<ville>Lyon</ville></adresse></coordonnees>"
)


def formation(number: int, rncp: str = "99002") -> str:
    """One training as LHEO writes it."""
    return (
        f'<formation numero="F{number}"><domaine-formation><code-FORMACODE>12081</code-FORMACODE></domaine-formation>'
        f"<intitule-formation>Conduire une cuve {number}</intitule-formation><objectif-formation>conduire"
        "</objectif-formation><resultats-attendus>savoir</resultats-attendus><contenu-formation>tout"
        f"</contenu-formation><certifiante>1</certifiante><contact-formation>{_PLACE}</contact-formation>"
        "<parcours-de-formation>1</parcours-de-formation><code-niveau-entree>14</code-niveau-entree>"
        f"<certification><code-RNCP>{rncp}</code-RNCP></certification><action><rythme-formation>temps plein"
        "</rythme-formation><code-public-vise>83056</code-public-vise><niveau-entree-obligatoire>1"
        "</niveau-entree-obligatoire><modalites-alternance>aucune</modalites-alternance><modalites-enseignement>0"
        "</modalites-enseignement><conditions-specifiques>aucune</conditions-specifiques>"
        "<prise-en-charge-frais-possible>1</prise-en-charge-frais-possible><modalites-entrees-sorties>0"
        "</modalites-entrees-sorties><session><periode><debut>20260901</debut><fin>20270630</fin></periode>"
        "<adresse-inscription><adresse><ligne>1 rue des Cuves</ligne><codepostal>69007</codepostal><ville>Lyon</ville>"
        "</adresse></adresse-inscription></session></action><organisme-formation-responsable>"
        "<numero-activite>84691234569</numero-activite><SIRET-organisme-formation><SIRET>73282932000074</SIRET>"
        "</SIRET-organisme-formation><nom-organisme>Organisme des cuves</nom-organisme>"
        f"<raison-sociale>Cuves</raison-sociale><coordonnees-organisme>{_PLACE}</coordonnees-organisme>"
        f"<contact-organisme>{_PLACE}</contact-organisme></organisme-formation-responsable></formation>"
    )
