"""Reading: bytes become a Document, a Document becomes a Sheet and the facts of a report. No Django, no database."""

from taizhang.reading.contract import to_contract
from taizhang.reading.document import Cell, Document, Table, Unreadable
from taizhang.reading.facts import Reading
from taizhang.reading.reader import read, read_document, read_text

__all__ = ["Cell", "Document", "Reading", "Table", "Unreadable", "read", "read_document", "read_text", "to_contract"]
