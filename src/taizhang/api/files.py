"""Files in the interface: how they come in, in JSON or in a form, and how they are handed out."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Schema
from pydantic import Base64Bytes, Field

from taizhang.api.text import Line
from taizhang.files import store
from taizhang.files.models import Original
from taizhang.look.downloads import attachment

FILE = None  # no schema: bytes, told in DOWNLOAD
_BYTES = {"schema": {"type": "string", "format": "binary"}}
DOWNLOAD: dict[str, Any] = {
    "responses": {200: {"description": "文件（the file）", "content": {"application/octet-stream": _BYTES}}},
}


class FileIn(Schema):
    """A small file within JSON; larger ones are uploaded as a form."""

    name: Annotated[Line, Field(min_length=1, max_length=200, description="文件名（name）", examples=["验收单.txt"])]
    content: Base64Bytes = Field(description="内容，base64（content）", examples=["6aqM5pS25ZCI5qC8"])


def download(original: Original, name: str, plain: str) -> HttpResponse:
    """The file as a download. Raises store.Damaged where it is not what was stored."""
    return attachment(store.fetch(original), name, plain)
