"""Runs one command and prints its seconds, those of the processor, and the most memory it held, in KiB.

A process of its own: the figure the system gives for a child counts what its parent held when it was started.
"""

import os
import subprocess
import sys
from time import perf_counter

started = perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
seconds, most = perf_counter() - started, used.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
print(seconds, used.ru_utime + used.ru_stime, most)
sys.exit(os.waitstatus_to_exitcode(status))
