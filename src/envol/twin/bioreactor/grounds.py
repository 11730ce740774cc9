"""Where the numbers of the bioreactors come from."""

from __future__ import annotations

from envol.twin.sources import assumed, published, tuned

XING = published("Xing 2010, as tabulated in Bioengineering 2018, 5(1):25, table 2")
TRAINER = tuned("trainer set: output checked against the usual range of industrial fed-batches")
RIET = assumed("van't Riet 1979, coalescing, as usually quoted; not re-read")
TEXTBOOK = assumed("textbook value, not re-read")
VESSEL = tuned("a 2 000 L single-impeller-pair vessel at a volumetric power fit for CHO cells")
QUALITY = assumed("order of magnitude of industrial experience")
