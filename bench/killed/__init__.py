"""Work that is killed in the middle (SIGKILL), and what must be true of it afterwards: for ``bench/crash.py`` and the tests."""
