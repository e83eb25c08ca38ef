"""What is answered beside the operations: the page of documentation, and addresses that there are not."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from taizhang.api.door import language_of
from taizhang.api.problems import told


@csrf_exempt
def not_found(request: HttpRequest) -> HttpResponse:
    """There is no such address."""
    translation.activate(language_of(request.META))
    problem = told(Http404())
    assert problem is not None  # nosec B101 - Http404 is in the table
    return problem.response()
