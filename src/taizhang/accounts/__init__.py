"""People, units and roles; signing in. A user account is a name, a unit, a role and a way to reach them, and nothing more."""
