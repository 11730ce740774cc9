"""All skills together."""

from __future__ import annotations

import pytest

from envol.errors import EnvolError, UnknownNameError
from envol.skills.referential import Referential
from envol.skills.skill import Family, Skill, Words


def words(text: str) -> Words:
    return Words(fr=f"{text} (fr)", en=text)


def skill(name: str, *prerequisites: str, family: str = "culture", levels: tuple[int, int] = (3, 5)) -> Skill:
    return Skill(
        name=name,
        family=family,
        title=words(name),
        first_level=levels[0],
        last_level=levels[1],
        behaviours=(words("does it"), words("says why")),
        prerequisites=prerequisites,
    )


def referential(*skills: Skill) -> Referential:
    names = dict.fromkeys(each.family for each in skills)
    return Referential(
        tuple(
            Family(name=name, title=words(name), about=words(name), skills=tuple(s for s in skills if s.family == name))
            for name in names
        )
    )


@pytest.fixture
def seed_train() -> Referential:
    return referential(
        skill("conduct", "passage", levels=(5, 7)),
        skill("passage", "count", "handle"),
        skill("count"),
        skill("handle", family="aseptic"),
        skill("gown", family="aseptic", levels=(3, 3)),
    )


def names(skills: tuple[Skill, ...]) -> list[str]:
    return [each.name for each in skills]


def test_a_skill_is_found_by_its_name(seed_train: Referential) -> None:
    assert seed_train.skill("count").title.en == "count"
    assert seed_train.family("aseptic").skills[0].name == "handle"


def test_a_name_that_nothing_bears_is_answered_by_the_nearest(seed_train: Referential) -> None:
    with pytest.raises(UnknownNameError, match="did you mean passage"):
        seed_train.skill("pasage")
    with pytest.raises(UnknownNameError, match="did you mean aseptic"):
        seed_train.family("asceptic")


def test_skills_stand_family_by_family(seed_train: Referential) -> None:
    assert names(seed_train.skills) == ["conduct", "passage", "count", "handle", "gown"]


def test_prerequisites_are_told_at_any_remove_what_comes_first_standing_first(seed_train: Referential) -> None:
    assert names(seed_train.prerequisites_of("conduct")) == ["count", "handle", "passage"]
    assert seed_train.prerequisites_of("gown") == ()


def test_the_way_to_a_skill_goes_by_steps(seed_train: Referential) -> None:
    assert [names(step) for step in seed_train.steps_to("conduct")] == [["count", "handle"], ["passage"]]
    assert seed_train.steps_to("gown") == ()


def test_a_step_waits_for_the_longest_way() -> None:
    short_and_long = referential(skill("a"), skill("b", "a"), skill("c", "b"), skill("end", "a", "c"))
    assert [names(step) for step in short_and_long.steps_to("end")] == [["a"], ["b"], ["c"]]


def test_a_skill_opens_those_that_name_it(seed_train: Referential) -> None:
    assert names(seed_train.opened_by("count")) == ["passage"]
    assert seed_train.opened_by("conduct") == ()


def test_every_skill_is_learnt_after_its_prerequisites(seed_train: Referential) -> None:
    assert names(seed_train.learning_order()) == ["count", "handle", "passage", "conduct", "gown"]


def test_the_levels_are_those_at_which_something_is_taught(seed_train: Referential) -> None:
    assert seed_train.levels == (3, 4, 5, 6, 7)
    assert seed_train.skill("conduct").is_taught_at(6)
    assert not seed_train.skill("conduct").is_taught_at(4)


def test_skills_that_wait_for_each_other_are_named() -> None:
    round_and_round = referential(skill("a", "c"), skill("b", "a"), skill("c", "b"), skill("d"))
    cycle = round_and_round.cycle()
    assert cycle is not None
    assert sorted(cycle) == ["a", "b", "c"]
    with pytest.raises(EnvolError, match="no order to learn in: "):
        round_and_round.learning_order()


def test_there_is_no_cycle_where_all_can_be_learnt(seed_train: Referential) -> None:
    assert seed_train.cycle() is None


def test_a_prerequisite_that_does_not_exist_is_told() -> None:
    assert referential(skill("a", "nothing")).unknown_prerequisites() == (("a", "nothing"),)


def test_the_first_of_two_skills_of_one_name_counts() -> None:
    twice = referential(skill("a", levels=(3, 3)), skill("a", family="aseptic", levels=(8, 8)))
    assert twice.levels == (3,)
    assert len(twice.skills) == 1
