"""合稿: a report put together from a snapshot, amended part by part by those who answer for it, checked, then final."""
