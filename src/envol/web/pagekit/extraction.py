"""The messages of templates, for Babel: read by Django's own reader of templates.

`src/envol/web/locale/babel.cfg` names this extractor.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import IO, TypeAlias

from django.utils.translation.template import templatize

Message: TypeAlias = tuple[int, str, tuple[str, ...], list[str]]
"""The line, the function of gettext, its texts, and comments for translators."""

_TEXT = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"(?<!\w)(n?p?gettext|_)\(({_TEXT}(?:, ?{_TEXT})*)")


def messages(file: IO[bytes], keywords: object, comment_tags: object, options: object) -> Iterator[Message]:
    """Yield every message of a template, as Babel asks for them."""
    # Django writes the template as calls of gettext, each on the line of its tag, and blanks out all the rest.
    calls = templatize(file.read().decode("utf-8"))
    for call in _CALL.finditer(calls):
        texts = ast.literal_eval(f"({call[2]},)")
        yield calls.count("\n", 0, call.start()) + 1, call[1], texts, []
