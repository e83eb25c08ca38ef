"""The ledger (台账): findings and their measures, the life they lead, and every rule on it."""
