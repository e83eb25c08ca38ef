"""Forms as small dataclasses, and the files they become. No Django, no database: what stands in them is passed in."""
