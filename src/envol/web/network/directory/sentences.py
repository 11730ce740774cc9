"""The sentences of the directory's activities."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    "network.organisation.changed": _("the page of the organisation was changed"),
    "network.competitor.declared": _("a competitor was declared"),
    "network.competitor.withdrawn": _("a competitor was withdrawn"),
    "network.site.added": _("the site %(title)s was added"),
    "network.site.changed": _("the site %(title)s was changed"),
    "network.site.removed": _("the site %(title)s was removed"),
    "network.label.added": _("the label %(title)s was added"),
    "network.label.changed": _("the label %(title)s was changed"),
    "network.label.removed": _("the label %(title)s was removed"),
    "network.convention.added": _("a convention was added"),
    "network.convention.changed": _("a convention was changed"),
    "network.convention.removed": _("a convention was removed"),
    "network.offering.added": _("the offering %(title)s was added"),
    "network.offering.changed": _("the offering %(title)s was changed"),
    "network.offering.removed": _("the offering %(title)s was removed"),
    "network.resource.added": _("the resource %(title)s was added"),
    "network.resource.changed": _("the resource %(title)s was changed"),
    "network.resource.removed": _("the resource %(title)s was removed"),
}
