"""Imported once in the process that all others are forked from: what each of them would otherwise wait for."""

import gc

from sessen.pool.worker_process import use_thread_lock_in_tqdm

gc.disable()  # nothing that is imported is garbage
use_thread_lock_in_tqdm()  # before Manim has tqdm make one

import sessen.worker.plain_manim  # noqa: E402  # isort: skip

import sessen.catalogue.describe  # noqa: E402
import sessen.lesson  # noqa: E402
import sessen.preview.checkpoint_process  # noqa: E402
import sessen.worker.quick_look  # noqa: E402
import sessen.worker.run  # noqa: E402
import sessen.worker.tasks  # noqa: E402, F401
from sessen.preview.own_writes import install  # noqa: E402
from sessen.typesetting.typeset import set_svg  # noqa: E402

set_svg("$x$")  # fonts are read, and the boxes known that stand for missing glyphs: 0.15 s that each would need
install()
gc.enable()
gc.freeze()  # what is there now stays: looking through it would make every process a copy of it
