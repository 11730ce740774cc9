"""What can go wrong, one class for each decision of whoever catches it.

::

    EnvolError                    the work failed; the text is a sentence for the person
    ├── ModelError                a unit operation's text is wrong: mend the file
    ├── UnknownNameError          no such unit, state, tag, scenario...: pick one of the nearest
    ├── ContentError              a content file is wrong: every fault at once
    ├── Refusal                   a command may not be carried out now: nothing changed
    ├── JournalError              the journal is not what was written: do not fly on it
    ├── PinMismatchError          the journal belongs to other versions: relabel or refuse
    └── SolverError               the equations could not be advanced: freeze
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping


class EnvolError(Exception):
    """The root: its text is a sentence that says what happened and what to do."""


class ModelError(EnvolError):
    """A unit operation is mis-declared; the text names the file and the symbol."""


class UnknownNameError(EnvolError):
    """A name that nothing bears; the text proposes the nearest ones.

    Parameters
    ----------
    what : str
        The kind of thing that was looked for ("unit", "scenario", ...).
    name : str
        The name that was given.
    known : iterable of str
        The names that exist.
    """

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.what, self.name = what, name
        self.known = tuple(sorted(known))
        self.nearest = nearest(name, self.known)
        hint = f"did you mean {' or '.join(self.nearest)}?" if self.nearest else self._list()
        super().__init__(f"no {what} is called {name!r}: {hint}")

    def _list(self) -> str:
        return f"the known ones are {', '.join(self.known)}" if self.known else "there are none"


class ContentError(EnvolError):
    """One or more faults in content files; `faults` holds them all."""

    def __init__(self, faults: Iterable[object]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Refusal(EnvolError):
    """A command that may not be carried out: nothing changed, and the text says why.

    Parameters
    ----------
    key : str
        What kind of refusal it is, for a screen that says it in another language.
    sentence : str
        The text in English.
    params : mapping of str to number or str
        What the sentence names; plain values that JSON can hold.
    """

    def __init__(self, key: str, sentence: str, params: Mapping[str, float | str]) -> None:
        self.key, self.sentence, self.params = key, sentence, dict(params)
        super().__init__(key, sentence, self.params)

    def __str__(self) -> str:
        return self.sentence


class JournalError(EnvolError):
    """A journal that is edited, reordered, cut or unreadable, named at its first bad event."""


class PinMismatchError(EnvolError):
    """A journal flown under other versions of content, model or program."""


class SolverError(EnvolError):
    """The equations could not be advanced; the text says when and which state."""


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three known names close to `name`, nearest first."""
    return tuple(difflib.get_close_matches(name, list(known), n=3, cutoff=0.5))
