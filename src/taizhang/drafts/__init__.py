"""文稿校核: papers that people have checked, each his own. No ledger is touched; what was dropped is deleted after some days."""
