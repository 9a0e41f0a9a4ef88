"""What every test shares: generated cases are the same on every run and every machine."""

import os

from hypothesis import settings

# The database of earlier failures is off: what a run finds must not depend on the run before it.
settings.register_profile("house", derandomize=True, database=None, deadline=None, print_blob=True)
settings.load_profile("house")

# Programs kept by one test would be taken by another; those that test the keeping have a folder of their own.
os.environ["IOMRULES_NO_CACHE"] = "1"
