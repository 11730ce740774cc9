"""What a person may want to do now: each role proposes, the three most pressing are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from envol.web.network.posts import Posts, posts_of
from envol.web.people.models import Person
from envol.web.portal.now import campus, learning, organisation, teaching
from envol.web.portal.now.item import Item

MOST = 3
PROPOSERS: tuple[Callable[[Person, Posts], Iterator[Item]], ...] = (
    learning.items,
    teaching.items,
    organisation.items,
    campus.items,
)


def now_for(person: Person) -> list[Item]:
    """Return the three things that press most, the most pressing first."""
    posts = posts_of(person)
    proposed = [item for items in PROPOSERS for item in items(person, posts)]
    return sorted(proposed, key=lambda item: -item.presses)[:MOST]
