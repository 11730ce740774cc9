"""Papers of minors, the activity log and the access log: who reads them."""
