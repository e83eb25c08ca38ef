"""一问题一档 and 佐证材料汇编: findings and the evidence under them put together in order, as PDF or .zip."""
