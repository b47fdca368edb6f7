"""What the checks written in Python have in common: a line for each thing, and the exit code."""

import os
import sys


class Checks:
    def __init__(self):
        self.faults = 0

    def that(self, holds, what, otherwise=""):
        """One thing checked; `otherwise` says what was found instead."""
        if holds:
            print(f"ok: {what}")
        else:
            self.faults += 1
            print(f"FAULT: {what}" + (f": {otherwise}" if otherwise else ""))

    def missing(self, tool):
        """A tool that is not there: a fault only where everything has to be checked."""
        strict = os.environ.get("TWITE_CHECK_STRICT") == "1"
        print(("FAULT: " if strict else "skipped: ") + tool + " is not installed")
        if strict:
            self.faults += 1

    def end(self):
        sys.exit(1 if self.faults else 0)
