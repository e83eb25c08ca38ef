"""The bytes of one event, which its leaf is the hash of. Pure: whoever holds the fields can hash them, without a database."""

from __future__ import annotations

# What an event is, in the order in which it is hashed. Its log and its place go before.
FIELDS = ("at", "name", "subject", "by_id", "by_name", "by_unit", "payload")


def record(
    key: bytes, seq: int, at: bytes, name: bytes, subject: bytes, by_id: bytes, by_name: bytes, by_unit: bytes, payload: bytes
) -> bytes:
    """The bytes of one event that its leaf is the hash of. Fields go with their length: no two events look alike."""
    return b"%d:%b,%d,%d:%b,%d:%b,%d:%b,%d:%b,%d:%b,%d:%b,%b" % (
        len(key), key, seq, len(at), at, len(name), name, len(subject), subject,
        len(by_id), by_id, len(by_name), by_name, len(by_unit), by_unit, payload,
    )  # fmt: skip
