"""Measurements. ``make bench NAME=reading-speed`` runs ``bench/reading_speed.py``, which prints one JSON line."""
