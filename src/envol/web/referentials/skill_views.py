"""The pages of the skills: all families, one family, one skill. Anybody may read them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from envol.errors import UnknownNameError
from envol.gateways.skill_content import load_referential
from envol.web.referentials.skill_selectors import (
    LEVELS,
    families_at,
    family_at,
    rome_wordings_of,
    scenarios_calling_for,
)


@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """Show the families, with how many of their skills are taught at the level asked for."""
    level = _level(request)
    families = families_at(level)
    count = sum(len(each.skills) for each in families)
    return render(
        request,
        "referentials/skills/skills.html",
        {"families": families, "count": count, "level": level, "levels": LEVELS},
    )


@require_safe
def skill_family(request: HttpRequest, family: str) -> HttpResponse:
    """Show the skills of a family that are taught at the level asked for."""
    referential, level = load_referential(), _level(request)
    try:
        shown = family_at(referential.family(family), level)
    except UnknownNameError as error:
        raise Http404(str(error)) from None
    rows = [(skill, [referential.skill(name) for name in skill.prerequisites]) for skill in shown.skills]
    return render(
        request,
        "referentials/skills/family.html",
        {"family": shown.family, "rows": rows, "level": level, "levels": LEVELS},
    )


@require_safe
def skill(request: HttpRequest, family: str, name: str) -> HttpResponse:
    """Show one skill: what one sees, what comes before it, what it opens, what the State calls the same."""
    referential = load_referential()
    try:
        shown = referential.skill(name)
    except UnknownNameError as error:
        raise Http404(str(error)) from None
    if shown.family != family:
        return redirect("referentials:skill", shown.family, shown.name)
    context = {
        "skill": shown,
        "family": referential.family(family),
        "first": LEVELS[shown.first_level],
        "last": LEVELS[shown.last_level],
        "steps": referential.steps_to(name),
        "opens": referential.opened_by(name),
        "scenarios": scenarios_calling_for(shown),
        "wordings": rome_wordings_of(shown),
    }
    return render(request, "referentials/skills/skill.html", context)


def _level(request: HttpRequest) -> int | None:
    """Return the level asked for; what is none asks for all."""
    asked = request.GET.get("level", "")
    return next((level for level in LEVELS if str(level) == asked), None)
