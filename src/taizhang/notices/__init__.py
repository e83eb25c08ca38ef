"""Messages to people and groups: what falls due, came back or was decided, in counts and a link; never a text of a finding."""
