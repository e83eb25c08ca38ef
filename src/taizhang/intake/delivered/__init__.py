"""Tables that come back: which line of the ledger each row means, and what it would change there. Nothing is written here."""
