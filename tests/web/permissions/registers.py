"""What the State's registers and the offer say, as little of it as pages need: it is everybody's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone

from envol.web.offer.models import Training
from envol.web.offer.services import retire_trainings
from envol.web.provenance.importing import importers, run_import
from envol.web.provenance.models import ImportRun
from envol.web.referentials.models import Certification, CertificationState, Job, JobDomain, Sheet

OFFER = Path(__file__).parent / "offer.xml"


def add_registers() -> dict[str, Any]:
    """Add one job, certification, sheet and training, and of each of these (but the sheet) one that was retired."""
    domain = JobDomain.objects.create(code="H23", title="Production pharmaceutique")
    job, old_job = (
        Job.objects.create(code=code, ogr=int(code[1:]), title=f"Job {code}", domain=domain, parent_code=parent)
        for code, parent in (("H2303", "H2301"), ("H2399", "H2302"))
    )
    certification, old_certification = (
        Certification.objects.create(
            code=code, title=f"BTS de démonstration {code}", state=CertificationState.PUBLISHED
        )
        for code in ("1", "2")
    )
    run_import(importers()["lheo"], OFFER)
    training, old_training = Training.objects.order_by("number")
    for retired in (old_job, old_certification):
        type(retired).objects.filter(pk=retired.pk).update(retired_on=timezone.localdate())
    retire_trainings(gone=[old_training.pk], run=ImportRun.objects.latest("pk"))
    return {
        "job": job,
        "certification": certification,
        "sheet": Sheet.objects.create(number="RNCP99001", title="BTS de démonstration"),
        "training": training,
        "retired_job": old_job,
        "retired_certification": old_certification,
        "retired_training": old_training,
    }
