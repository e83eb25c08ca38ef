"""Reading: bytes become a Document, a Document becomes a Sheet and the facts of a report. No Django, no database."""
