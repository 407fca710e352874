"""Runs a program of Python's, given by its path and its arguments, with limits: of the processor's time, of memory, and
of files, of which it can write none. Where the system knows no such limits, whoever waits for it ends it in time."""

import runpy
import sys

SECONDS = 20
BYTES = 512 * 1024 * 1024
FILES = 16


def bound() -> None:
    """Set the limits for this process."""
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_AS: BYTES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: FILES,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    bound()
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")
