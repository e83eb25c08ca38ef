"""The worker: runs the queue's tasks and the timetable until interrupted, or until the process that started it is gone.

A server gives its number: it may be gone already when the worker comes to look who started it.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import Any

import django


def main() -> None:
    """Work. Two threads, so that one long reading does not hold up the clock."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    django.setup()
    from taizhang.config.queue import huey
    from taizhang.config.timetable import keep_time

    keep_time()
    consumer = huey().create_consumer(workers=2, worker_type="thread", initial_delay=0.02, max_delay=0.5, backoff=1.3)
    parent = int(sys.argv[1]) if len(sys.argv) > 1 else os.getppid()
    threading.Thread(target=_stop_with_parent, args=(consumer, parent), daemon=True).start()
    consumer.run()


def _stop_with_parent(consumer: Any, parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    consumer.stop(graceful=True)


if __name__ == "__main__":
    main()
