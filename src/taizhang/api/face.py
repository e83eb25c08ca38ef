"""The interface as one object: its lists, its actions, how it tells errors, and its description of itself."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI

from taizhang import __version__
from taizhang.api.acting import ROUTERS
from taizhang.api.description import mended
from taizhang.api.door import ByToken
from taizhang.api.lists import LISTS
from taizhang.api.problems import speak

ABOUT = """台账的程序接口：页面上能看到、能办理的，程序用本人的令牌也能看到、能办理，不多也不少。

- 令牌在“接口令牌”页面签发，放在请求头 `Authorization: Bearer tz_…` 里；不认浏览器的登录。
- 列表用 `cursor` 翻页；办理用 POST，可带 `Idempotency-Key`，重复发送只办一次；修改要带版本（`If-Match` 或 `version`）。
- 不能办理时回答 `application/problem+json`，`detail` 是给人看的原因；请求头 `Accept-Language: en` 得到英文。

*The same as the pages, for programs: with a token of one's own, neither more nor less than the person may.*
"""


class Api(NinjaAPI):
    """ninja's, with a description that says how errors look."""

    def get_openapi_schema(self, **how: Any) -> Any:
        """The description of every operation (OpenAPI 3.1)."""
        return mended(super().get_openapi_schema(**how))


api = Api(
    title="台账接口 · Taizhang API",
    version=__version__,
    description=ABOUT,
    auth=ByToken(),
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url="/docs",
)
speak(api)
for prefix, router in LISTS:
    api.add_router(prefix, router)
for router in ROUTERS:
    api.add_router("", router)
