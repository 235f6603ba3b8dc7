"""What the process itself costs: its memory and its start."""

import os
import resource
import subprocess
import sys
import time

from tests.bench.tables import Rows


def memory_rows() -> Rows:
    """Return the most memory this process had."""
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [("resident, bot and pretend world together", f"{megabytes:.0f} MB")]


def start_up_rows() -> Rows:
    """Time a start of the demo."""
    return [("`chorus demo` from command to address", f"{_start_up():.2f} s")]


def _start_up() -> float:
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", "demo", "--port", "0"], stdout=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "plays at" in line:
                break
        took = time.perf_counter() - start
        process.terminate()
        process.communicate()
    return took
