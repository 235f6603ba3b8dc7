"""Run as a script: become the server given, which dies with the process that started it (on Linux).

`python tether.py PARENT SERVER ARGUMENTS…`. The kernel is asked to send SIGTERM when the parent is gone, however it
went. Elsewhere there is no such request; there, the next start ends a server that was left over.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html


def main(parent: int, command: list[str]) -> None:
    """Become `command`, tied to the process `parent`."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before the request was made
        sys.exit(1)
    os.execv(command[0], command)  # noqa: S606 — a fixed command without a shell is what is wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
