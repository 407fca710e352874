"""Synapse, until standard input ends: it ends with whoever has begun it, however that ends."""

import os
import sys
import threading
import warnings


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    threading.Thread(target=_end_with_input, daemon=True).start()
    from synapse.app.homeserver import main

    main()
