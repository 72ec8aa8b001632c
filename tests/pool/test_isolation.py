"""Nothing of a scene is left for the next, whatever it changes; and it may start processes of its own."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sessen.errors import SessenError
from sessen.pipeline.session import import_manim
from sessen.pool import ProcessPool, Task, WorkerDied, worker_process
from sessen.pool.isolation import CAN_FORK
from tests.pool import work
from tests.pool.test_local import PARENT, is_gone, outcomes

needs_fork = pytest.mark.skipif(not CAN_FORK, reason="where nothing is forked each scene starts a Python of its own")

#: What a scene may do to its process, and what another would see of it.
LEAKS = {
    "a patched Manim method": ("Square.get_top = lambda self: RIGHT", "Square().get_top()"),
    "a patched animation": ("FadeIn.begin = FadeOut.begin", "FadeIn.begin.__qualname__"),
    "a flag of a class": ("Circle.is_special = True", "getattr(Circle, 'is_special', False)"),
    "a default": ("Square.set_default(color=GREEN)", "Square().color"),
    "a color's name": ("manim.utils.color.manim_colors.RED = BLUE", "manim.utils.color.manim_colors.RED"),
    "a rate function": ("manim.utils.rate_functions.linear = smooth", "manim.utils.rate_functions.linear(0.3)"),
    "a default duration": ("manim.animation.animation.DEFAULT_ANIMATION_RUN_TIME = 9", "animation_default()"),
    "Manim's settings": ("config.background_color = RED", "config.background_color"),
    "Manim's cache of SVGs": ("svg_mobject.SVG_HASH_TO_MOB_MAP[1] = 2", "len(svg_mobject.SVG_HASH_TO_MOB_MAP)"),
    "digits in another font": ("numbers.string_to_mob_map['1'] = Dot()", "len(numbers.string_to_mob_map)"),
    "the environment": ("os.environ['SCENE_LEAK'] = 'x'", "os.environ.get('SCENE_LEAK')"),
    "a builtin": ("builtins.round = lambda *_: 7", "round(2.5)"),
    "mathematics": ("math.pi = 3", "math.pi"),
    "NumPy's printing": ("np.set_printoptions(precision=1)", "str(np.array([0.123456]))"),
    "NumPy's errors": ("np.seterr(all='raise')", "np.geterr()"),
    "decimal's precision": ("decimal.getcontext().prec = 3", "decimal.Decimal(1) / 3"),
    "mpmath's precision": ("mpmath.mp.dps = 3", "mpmath.mpf(1) / 3"),
    "a registered font": (
        "manimpango.register_font(str(noto_cjk_sans_jp_bold.FONT_PATH))",
        "sorted(each for each in manimpango.list_fonts() if 'Noto Sans CJK' in each)",
    ),
    "state of an installed module": ("PIL.Image.MAX_IMAGE_PIXELS = 1", "PIL.Image.MAX_IMAGE_PIXELS"),
    "a module in another's place": ("sys.modules['colorsys'] = math", "__import__('colorsys').__name__"),
    "chance": ("random.seed(9), np.random.seed(9)", "(random.random(), np.random.random())"),
    "how deep calls may go": ("sys.setrecursionlimit(5000)", "sys.getrecursionlimit()"),
    "what is warned of": ("warnings.simplefilter('error')", "len(warnings.filters)"),
    "the time zone": ("os.environ.update(TZ='Asia/Tokyo'), time.tzset()", "time.localtime(0).tm_hour"),
    "the mask of new files": ("os.umask(0o077)", "os.umask(os.umask(0o022)) and 0"),
    "the place of temporary files": ("setattr(tempfile, 'tempdir', '/nowhere')", "tempfile.tempdir == '/nowhere'"),
    "how signals are handled": ("signal.signal(signal.SIGUSR1, signal.SIG_IGN)", "signal.getsignal(signal.SIGUSR1)"),
    "a thread that goes on": ("threading.Timer(60, print).start()", "threading.active_count()"),
    "a process that goes on": ("multiprocessing.Process(target=time.sleep, args=(60,)).start()", "children()"),
}
"""Statements, and expressions that show whether they have been executed."""

SCENES = """
import builtins, decimal, math, multiprocessing, os, random, signal, sys, tempfile, threading, time, warnings
import manim, manimpango, mpmath, noto_cjk_sans_jp_bold, PIL.Image
from manim import *
from manim.mobject.svg import svg_mobject
from manim.mobject.text import numbers

def animation_default():
    return manim.animation.animation.DEFAULT_ANIMATION_RUN_TIME

def children():
    return len(multiprocessing.active_children())

LEAKS = %r

class Leaks(Scene):
    def construct(self):
        for statement, _ in LEAKS.values():
            exec(statement)
        self.wait(0.1)

class Sees(Scene):
    def construct(self):
        for name, (_, expression) in LEAKS.items():
            self.add_subcaption(f"{name}: {eval(expression)!r}", duration=0.1)
        self.add(Square(), Text("1"))
        self.play(FadeIn(Circle(color=RED)), run_time=0.3)
"""


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPool]:
    with ProcessPool(1, prepare=import_manim) as pool:
        yield pool


def drawn(pool: ProcessPool, file: Path, *names: str) -> list[work.Drawing]:
    """What scenes of a file come to when they are drawn one after the other."""
    ended = [next(iter(pool.run([Task(name, work.draw_scene, (str(file), name))]))) for name in names]
    assert not [each.error for each in ended if each.error]
    return [each.result for each in ended]


@needs_fork
def test_nothing_of_a_scene_is_left_for_the_next(pool: ProcessPool, tmp_path: Path) -> None:
    """The picture and all else that a scene sees are the same before and after one that changes whatever it can."""
    file = tmp_path / "leaks.py"
    file.write_text(SCENES % LEAKS)
    before, _, after = drawn(pool, file, "Sees", "Leaks", "Sees")
    assert len(before.captions) == len(LEAKS) >= 19
    assert before.captions == after.captions
    assert before == after


def test_where_nothing_can_be_forked_each_scene_has_a_new_process() -> None:
    with ProcessPool(1, fork=False) as pool:
        found = [outcomes(pool, Task("leak", work.leak, None, runs_scene=scene)) for scene in (True, False, False)]
    assert [each["leak"] for each in found] == [1, 1, 2]


LIGHT = """
import sys
from manim import *

class Light(Scene):
    def construct(self):
        dear = {"IPython", "bs4", "networkx", "scipy", "sympy"}
        self.add_subcaption(str(sorted(dear & sys.modules.keys())), duration=0.1)
        self.wait(0.1)
"""


def test_a_plain_scene_does_not_wait_for_what_only_others_need(pool: ProcessPool, tmp_path: Path) -> None:
    """What notebooks, lessons and graphs are made with takes longer to import than a short scene to draw."""
    file = tmp_path / "light.py"
    file.write_text(LIGHT)
    (drawing,) = drawn(pool, file, "Light")
    assert drawing.captions == ("[]",)


POOLS = """
import concurrent.futures, multiprocessing, sys
from manim import *

def square(number):
    return number * number

class Pools(Scene):
    def construct(self):
        with multiprocessing.Pool(2) as pool:
            self.add_subcaption(str(pool.map(square, range(4))), duration=0.1)
        with concurrent.futures.ProcessPoolExecutor(2) as executor:
            self.add_subcaption(str([*executor.map(square, range(4))]), duration=0.1)
        process = multiprocessing.Process(target=sys.exit, args=(3,))
        process.start()
        process.join()
        self.add_subcaption(str(process.exitcode), duration=0.1)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            self.add_subcaption(str(pool.map(square, [5])), duration=0.1)
        self.wait(0.1)
"""


def test_a_scene_may_use_multiprocessing(pool: ProcessPool, tmp_path: Path) -> None:
    file = tmp_path / "pools.py"
    file.write_text(POOLS)
    (drawing,) = drawn(pool, file, "Pools")
    assert drawing.captions == ("[0, 1, 4, 9]", "[0, 1, 4, 9]", "3", "[25]")
    assert not [name for name in drawing.files if "scene_pools" in name or "/sem." in name]  # of its own making


def test_the_order_of_a_set_of_words_is_the_same_in_every_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a scene that asks reads what was set by whoever started the build."""
    found = []
    for own in ("5", None):
        if own is None:
            monkeypatch.delenv("PYTHONHASHSEED", raising=False)
        else:
            monkeypatch.setenv("PYTHONHASHSEED", own)
        with ProcessPool(1) as pool:
            order, inherited, read = outcomes(pool, Task("words", work.order_of_words, None))["words"]
        assert read == own
        assert order == inherited  # also in a Python that the scene starts
        found.append(order)
    assert found[0] == found[1]


@needs_fork
@pytest.mark.parametrize("leave", [work.leave_a_child, work.leave_a_daemon])
def test_what_a_task_has_started_ends_with_it(leave: Callable[..., int]) -> None:
    with ProcessPool(1) as pool:
        child = outcomes(pool, Task("parent", leave, None))["parent"]
        assert is_gone(child)


@needs_fork
def test_a_build_that_is_killed_takes_along_what_its_tasks_have_started(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.replace("work.note_process", "work.note_child"))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert is_gone(child)


@needs_fork
def test_ctrl_z_stops_a_task_and_fg_lets_it_go_on() -> None:
    """Terminals tell the group of the build, which the process of a task is not in."""
    states: list[bool] = []

    def stop_and_go_on(task: Task, told: tuple[int, int]) -> None:
        worker, process = told
        os.kill(worker, signal.SIGTSTP)
        states.append(becomes(process, "T"))
        os.kill(worker, signal.SIGCONT)

    with ProcessPool(1) as pool:
        found = [each.result for each in pool.run([Task("long", work.tell_and_go_on, None)], stop_and_go_on)]
    assert states == [True]
    assert found == ["done"]


def becomes(process: int, state: str) -> bool:
    for _ in range(200):
        if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == state:
            return True
        time.sleep(0.02)
    return False


@needs_fork
def test_a_task_that_says_nothing_and_goes_is_lost() -> None:
    """A scene that calls os._exit, with whatever code, ends its worker as any other death does."""
    with ProcessPool(1) as pool:
        for code in (0, 1, 5):
            lost = outcomes(pool, Task("gone", work.leave, code), Task("good", work.square, 3))
            assert isinstance(lost["gone"], WorkerDied)
            assert f"exit code {code}" in lost["gone"].message
            assert lost["good"] == 9


def test_what_fails_because_the_parent_has_ended_is_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its system calls fail a moment before the process ends, which has to be waited for."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    told = SessenError("it broke")
    told.__cause__ = OSError(errno.ENOSYS, "Function not implemented")
    worker_process._let_the_system_end(told)
    assert len(waited) == 1
    worker_process._let_the_system_end(OSError(errno.ENOENT, "No such file"))
    assert len(waited) == 1
