"""What schools, roles and invitations register when their app is ready."""

from __future__ import annotations

from envol.web.accountability.personal import register_part
from envol.web.accountability.retention import register_job
from envol.web.accountability.sentences import register_sentences
from envol.web.network.school import notices as school_notices
from envol.web.network.school import rules as school_rules  # noqa: F401 - the rules add the permissions as they are imported
from envol.web.network.school.parts import PARTS
from envol.web.network.school.retention import JOBS
from envol.web.network.school.sentences import SENTENCES
from envol.web.network.school.ties import TIE
from envol.web.network.staffing.staff_import import IMPORTER
from envol.web.people.ties import register_tie
from envol.web.provenance.importing import register_importer


def register() -> None:
    """Register what is kept about people and for how long, what is imported, and what is said."""
    for part in PARTS:
        register_part(part)
    for job in JOBS:
        register_job(job)
    register_sentences(SENTENCES)
    register_tie(TIE)
    register_importer(IMPORTER)
    school_notices.register()
