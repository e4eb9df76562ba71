"""Imported by the server that workers are forked from, before the first of them (`processes`)."""

from __future__ import annotations

import contextlib
import gc
import os
from importlib import import_module

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy's threads, which a process that forks must not have

gc.disable()  # until all is read: hardly any of it is ever garbage
# What is wrong here a worker meets again, and reports: the server has nobody to tell.
with contextlib.suppress(Exception):
    import_module("sweep.workers")
    import_module("sweep.look_workers")
    import_module("sweep.warm").warm_up()
gc.enable()
gc.collect()
gc.freeze()  # what is shared stays shared: the collectors of the workers leave it alone
# Pages are untied when they were judged (`judging.judge_capture`): collectors have little to find, and look less often.
gc.set_threshold(10_000, 10, 10)
