"""Reading what others send: tables, archives, exchange formats; every fault with its file and line."""
