"""Gives the journal of a flight as it stands in the database, and whose flight it is."""

import json
import os

from envol.web.flightdeck.journal import lines_of
from envol.web.flightdeck.models import Flight

flight = Flight.objects.get(id=json.loads(os.environ["GIVEN"])["flight"])
print(json.dumps({"pilot": flight.pilot_id, "text": "".join(lines_of(flight.id))}))  # noqa: T201 - so it answers
