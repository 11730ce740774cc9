"""All skills together: found by name, in the order in which they can be learnt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from envol.errors import EnvolError, UnknownNameError
from envol.skills.order import all_before, cycles, sorted_by
from envol.skills.skill import Family, Skill


@dataclass(frozen=True, slots=True)
class Referential:
    """The families and their skills.

    It is what was written, right or wrong: `cycle` and `unknown_prerequisites` say what is wrong with it. Where two
    skills bear one name, the first counts.
    """

    families: tuple[Family, ...]
    _skills: Mapping[str, Skill] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        backwards = reversed([skill for family in self.families for skill in family.skills])
        found = {skill.name: skill for skill in backwards}
        in_order = {skill.name: found[skill.name] for family in self.families for skill in family.skills}
        object.__setattr__(self, "_skills", in_order)

    @property
    def skills(self) -> tuple[Skill, ...]:
        """Every skill, family by family."""
        return tuple(self._skills.values())

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels at which something is taught."""
        return tuple(sorted({at for each in self.skills for at in range(each.first_level, each.last_level + 1)}))

    def skill(self, name: str) -> Skill:
        """Return a skill; UnknownNameError proposes the nearest."""
        if name not in self._skills:
            raise UnknownNameError("skill", name, self._skills)
        return self._skills[name]

    def family(self, name: str) -> Family:
        """Return a family; UnknownNameError proposes the nearest."""
        for family in self.families:
            if family.name == name:
                return family
        raise UnknownNameError("family of skills", name, [family.name for family in self.families])

    def prerequisites_of(self, name: str) -> tuple[Skill, ...]:
        """Return all that has to be learnt before a skill, at any remove, what comes first standing first.

        Raises
        ------
        UnknownNameError
            If no skill is called so.
        EnvolError
            If the prerequisites go round in a cycle.
        """
        wanted = all_before(self.skill(name).name, self._before)
        return tuple(skill for skill in self.learning_order() if skill.name in wanted)

    def steps_to(self, name: str) -> tuple[tuple[Skill, ...], ...]:
        """Return the prerequisites of a skill in steps: each step needs only skills of the steps before it.

        Raises
        ------
        UnknownNameError
            If no skill is called so.
        EnvolError
            If the prerequisites go round in a cycle.
        """
        step_of: dict[str, int] = {}
        steps: list[list[Skill]] = []
        for skill in self.prerequisites_of(name):
            step = 1 + max((step_of[each] for each in skill.prerequisites if each in step_of), default=-1)
            step_of[skill.name] = step
            if step == len(steps):
                steps.append([])
            steps[step].append(skill)
        return tuple(tuple(step) for step in steps)

    def opened_by(self, name: str) -> tuple[Skill, ...]:
        """Return the skills that name this one as a prerequisite."""
        wanted = self.skill(name).name
        return tuple(skill for skill in self.skills if wanted in skill.prerequisites)

    def learning_order(self) -> tuple[Skill, ...]:
        """Return every skill after all its prerequisites.

        Raises
        ------
        EnvolError
            If the prerequisites go round in a cycle; `cycle` names it.
        """
        if cycle := self.cycle():
            raise EnvolError(f"no order to learn in: {' before '.join((*cycle, cycle[0]))}; take one prerequisite away")
        return tuple(self._skills[name] for name in sorted_by(self._before))

    def cycle(self) -> tuple[str, ...] | None:
        """Return skills that wait for each other, each a prerequisite of the next, the last of the first; or None."""
        return next(cycles(self._before), None)

    def unknown_prerequisites(self) -> tuple[tuple[str, str], ...]:
        """Return each skill with a prerequisite that no skill bears the name of."""
        named = ((skill.name, each) for skill in self.skills for each in skill.prerequisites)
        return tuple((skill, each) for skill, each in named if each not in self._skills)

    @property
    def _before(self) -> dict[str, tuple[str, ...]]:
        return {name: skill.prerequisites for name, skill in self._skills.items()}
