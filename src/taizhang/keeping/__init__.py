"""Keeping an installation: one file that holds all of it, and what such files have in common with a ledger's package."""
