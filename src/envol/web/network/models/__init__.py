"""Organisations, who has which role in them, what they offer each other, and their classes."""

from envol.web.network.models.consortium import Programme, ProgrammePlace, Relay, Resource
from envol.web.network.models.directory import Audience, Offering, OfferingKind, Visibility
from envol.web.network.models.organisations import Convention, Label, Organisation, OrganisationKind, Site
from envol.web.network.models.roles import Delegation, Invitation, Membership, Role
from envol.web.network.models.school import Enrolment, Group, SchoolYear, Teaching

__all__ = [
    "Audience",
    "Convention",
    "Delegation",
    "Enrolment",
    "Group",
    "Invitation",
    "Label",
    "Membership",
    "Offering",
    "OfferingKind",
    "Organisation",
    "OrganisationKind",
    "Programme",
    "ProgrammePlace",
    "Relay",
    "Resource",
    "Role",
    "SchoolYear",
    "Site",
    "Teaching",
    "Visibility",
]
