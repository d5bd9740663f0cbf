"""Runs a command and says what it took."""

import os
import subprocess
import threading
import time
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Cost:
    wall: float
    cpu: float
    memory_mb: float
    exit: int

    def as_dict(self):
        return {key: round(value, 3) for key, value in asdict(self).items()}


def run(arguments, folder, environment, log, limit=1800):
    """CPU is user and system time, memory the peak of the resident set, both of the command and all it waited for."""
    with open(log, "wb") as output:
        begin = time.monotonic()
        process = subprocess.Popen(
            arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        killer = threading.Timer(limit, process.kill)
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
        killer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    megabyte = 1024 if os.uname().sysname == "Linux" else 1024 * 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / megabyte, process.returncode)
