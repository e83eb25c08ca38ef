"""One-time passwords: shown once to whoever hands them over, changed at the first sign-in."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.utils.crypto import get_random_string

# Without letters and digits that look alike on paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LETTERS = 3, 4


def one_time_password() -> str:
    """A random password that can be read out and typed: ``k7mq-x3dp-9rta``, 59 bits."""
    return "-".join(get_random_string(LETTERS, ALPHABET) for _ in range(GROUPS))


class OneTimeHasher(PBKDF2PasswordHasher):
    """Keeps one-time passwords. They are random, so few rounds are enough, and a list of 500 people takes no minute.

    At the first sign-in Django hashes the password again with the first of PASSWORD_HASHERS.
    """

    algorithm = "one_time"
    iterations = 1000
