"""The sweep under which everything breaks takes minutes and a machine of its own: collected only when asked for."""

from __future__ import annotations

import os

collect_ignore = [] if "SWEEPDAY_FAULT_SHOPS" in os.environ else ["test_faults.py"]
