"""一问题一档 and 佐证材料汇编: what a person may see of a ledger, bound in the background, kept some days to be fetched."""
