"""What happened, provably: one append-only Merkle log of events for each ledger and one for the site."""
