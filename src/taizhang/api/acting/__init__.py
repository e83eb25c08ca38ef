"""Everything that can be done: an operation for each verb, made from the action; what may be done now; files brought in."""

from ninja import Router

from taizhang.api.acting import moves, offered, others, uploading
from taizhang.api.acting.routes import add

VERBS = (*moves.VERBS, *others.VERBS)
router = Router()
for verb in VERBS:
    add(router, verb)
ROUTERS = (offered.router, uploading.router, router)
