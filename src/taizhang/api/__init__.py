"""The HTTP interface for programs, ``/api/v1``: it translates a request into one query or one action, and holds no rule."""
