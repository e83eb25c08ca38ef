"""What the generated description (OpenAPI) is given on top: how refusals look, in every operation."""

from __future__ import annotations

from typing import Any

from taizhang.api.problems import TYPE, ProblemOut

REFUSALS = {
    401: "没有有效的令牌（no token that works）",
    403: "不能办理或查看（not allowed）",
    404: "没有这一项，或不能查看（not there, or not to be seen）",
    422: "内容不对（content that is wrong）",
    429: "试的次数太多（too many tries）",
}
MORE_FOR_POST = {
    409: "现在不能办理，或版本不对（not now, or overtaken）",
    400: "请求看不懂（the request cannot be read）",
    428: "缺少版本（no version said）",
}


def mended(described: Any) -> Any:
    """``described`` with every refusal told in every operation."""
    described["components"]["schemas"]["Problem"] = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    for name, part in described["components"]["schemas"]["Problem"].pop("$defs", {}).items():
        described["components"]["schemas"][name] = part
    for operations in described["paths"].values():
        for method, operation in operations.items():
            told = {**REFUSALS, **(MORE_FOR_POST if method == "post" else {})}
            operation["responses"].update({status: _refusal(says) for status, says in told.items()})
    return described


def _refusal(says: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": says, "content": {TYPE: {"schema": schema}}}
