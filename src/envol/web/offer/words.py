"""What codes of LHEO mean, in the language of the page. Source: the tables of LHEO 2.3 (lheo.gouv.fr/2.3)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PATHWAYS: dict[str, Promise] = {
    "1": _("in a group, the same for all"),
    "2": _("individual"),
    "3": _("in modules"),
    "4": _("mixed"),
}
"""`parcours-de-formation`"""

TEACHING: dict[str, Promise] = {
    "0": _("on site"),
    "1": _("at a distance"),
    "2": _("on site and at a distance"),
}
"""`modalites-enseignement`"""

ENTRIES: dict[str, Promise] = {
    "0": _("on fixed dates"),
    "1": _("at any time"),
}
"""`modalites-entrees-sorties`"""

RECRUITMENT: dict[str, Promise] = {
    "1": _("recruiting"),
    "2": _("not recruiting"),
    "3": _("recruitment suspended"),
}
"""`etat-recrutement`"""
