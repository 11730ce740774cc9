"""LHEO, the national language of training offers: read as a stream whatever its size, checked, written."""
