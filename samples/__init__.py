"""Samples: one invented inspection of a made-up water bureau, told by every paper that such an inspection leaves."""
