"""Wiring: settings, addresses, the work queue, and the lists of peers. Nothing imports this room."""
