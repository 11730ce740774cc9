"""One transaction over every store of the campus: what spans accounts and papers holds in both, or in neither."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import connections, transaction


@contextmanager
def everywhere(*, dry_run: bool = False) -> Iterator[None]:
    """Open a transaction in every store; an error inside undoes all of them.

    Two stores cannot commit in one instant: only a failure between their commits, one right after the other, could
    leave one done and the other not.

    Parameters
    ----------
    dry_run : bool
        Whether to undo everything at the end all the same.
    """
    aliases = list(connections)
    with ExitStack() as stack:
        for alias in aliases:
            stack.enter_context(transaction.atomic(using=alias))
        yield
        if dry_run:
            for alias in aliases:
                transaction.set_rollback(True, using=alias)
