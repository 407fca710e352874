"""The process that runs the command `countersign`."""

import gc
import sys


def main() -> int:
    """Load the command and run it; the exit status.

    What is loaded stays: to look through it for garbage meanwhile would take a sixth of the start's CPU.
    """
    gc.disable()
    from adapters.host.terminal import command as terminal

    gc.freeze()
    gc.enable()
    return terminal.main()


if __name__ == "__main__":
    sys.exit(main())
