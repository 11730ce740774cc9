"""Notes, and what was done so far."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "notes.text": _("A note, as in a batch record: what you saw, what you did, why"),
    "notes.what-is-kept": _("The journal keeps a fingerprint of the text; the text itself can be erased."),
    "notes.send": _("Write it down"),
    "notes.sent": _("Note written."),
    "notes.empty": _("Write something first."),
    "notes.written": _("Notes of this session"),
    "notes.deeds": _("What was done"),
    "notes.deed-line": _("{hour}: {deed} ({who})"),
    "notes.deed-value": _("{name}: {value} {unit}"),
    "notes.deed-profile": _("{name}: follows a profile"),
    "notes.deed-gesture": "{name}",
    "notes.deed-sample": _("sample: {name}"),
    "notes.deed-automatic": _("{name}: automatic"),
    "notes.deed-manual": _("{name}: manual"),
    "notes.deed-on": _("{name}: on"),
    "notes.deed-off": _("{name}: off"),
    "notes.who-crew": _("crew"),
    "notes.who-instructor": _("instructor"),
    "notes.who-system": _("system"),
}
