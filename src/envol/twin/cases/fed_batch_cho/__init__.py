"""Reference cases of the CHO fed-batch."""

from envol.twin.cases.fed_batch_cho import kinetics, vessel

CASES = vessel.CASES + kinetics.CASES
