"""What the steps say where a function is so simple at a point that the usual sentence would not be true."""

from __future__ import annotations

from scenes.numerical_derivative.digits import Digits, places_of
from scenes.numerical_derivative.error_plot import STEPS, ErrorPlot
from scenes.numerical_derivative.secants import DifferenceFigure
from scenes.numerical_derivative.study import NumericalModel
from sessen.mathematics.finite_differences import Method, Trend
from sessen.theme import GIVEN_B, MOVING
from sessen.words import Words

ALL_ALIKE = Words(
    en="At $P$ the curve does not bend, and all three lines agree.",
    ja="点 $P$ で曲線は曲がっていないので、3本の直線は一致します。",
)
ALL_STRAIGHT = Words(
    en="All three lines lie on it: there is nothing to miss.", ja="3本の直線はどれも重なり、外れることはありません。"
)
STRAIGHT = Words(en="A straight line has one slope, whatever $h$ is.", ja="直線の傾きは、$h$ によらず一定です。")
FALL_ALIKE = Words(
    en="Make $h$ ten times smaller: here both errors shrink alike.",
    ja="$h$ を10分の1にすると、ここではどちらの誤差も同じように減ります。",
)
FALL_TO_ROUNDING = Words(
    en="Forward: ten times smaller each time. Central: no error but rounding.",
    ja="前進差分の誤差は10分の1ずつ減り、中心差分は丸め誤差だけです。",
)
FALL_FASTER = Words(
    en="Make $h$ ten times smaller: the central error shrinks much faster.",
    ja="$h$ を10分の1にすると、中心差分の誤差のほうがずっと速く減ります。",
)
ONLY_ROUNDING = Words(
    en="Here no step is too large: the only error is rounding.",
    ja="ここでは $h$ が大きくても、誤差は丸めによるものだけです。",
)
NO_RISE = Words(
    en="Usually rounding takes over now, but not here.",
    ja="ふつうはここで丸め誤差が増えますが、この点では増えません。",
)
NO_BEST = Words(
    en="So here, smaller is never worse. That is rare luck.",
    ja="ここでは $h$ が小さいほどよいのですが、これは珍しい例です。",
)
LARGE_IS_BEST = Words(
    en="So the best $h$ is a compromise, unless only rounding is left.",
    ja="最良の $h$ は両者の折り合いで決まり、丸めだけなら大きいほど有利です。",
)
ALL_RIGHT = Words(
    en="Here, by luck, every printed digit is right.", ja="ここではたまたま、表示された桁がすべて正しい値です。"
)
ONLY_FROM_ROUNDING = Words(
    en="What is wrong here comes from rounding to about 16 digits.",
    ja="ここでの誤差は、約16桁に丸めたために生じたものです。",
)
ONLY_FROM_STEP = Words(
    en="What is wrong here comes from the step $h$.", ja="ここでの誤差は、刻み幅 $h$ によるものです。"
)


def of_falling(forward: Trend | None, central: Trend | None) -> Words | None:
    """What to say of errors for large h, where it is not one power of h against two."""
    if central is None:
        return ONLY_ROUNDING if forward is None else FALL_TO_ROUNDING
    if forward is None or (forward.order, central.order) == (1.0, 2.0):
        return None
    return FALL_ALIKE if abs(forward.order - central.order) < 0.1 else FALL_FASTER


def of_digits(digits: Digits) -> Words | None:
    """What to say of the digits, where not both errors are among them."""
    roles = {digits.role(place) for place in places_of(digits.written(digits.computed)) if place is not None}
    if MOVING in roles and GIVEN_B in roles:
        return None
    if MOVING in roles:
        return ONLY_FROM_STEP
    return ONLY_FROM_ROUNDING if GIVEN_B in roles else ALL_RIGHT


def told_of(step: str, study: NumericalModel, plot: ErrorPlot, figure: DifferenceFigure) -> Words | None:
    """What a step says of this function, if not what it usually says."""
    falling = of_falling(study.trends[Method.FORWARD], study.trends[Method.CENTRAL])
    words = {
        "draw_one_sided": STRAIGHT if figure.is_straight else None,
        "draw_central": (ALL_STRAIGHT if figure.is_straight else ALL_ALIKE) if figure.all_agree else None,
        "shrink_step": falling,
        "let_rounding_grow": None if plot.rises else NO_RISE,
        "mark_best_step": of_best(plot),
        "explain_digits": of_digits(study.digits),
    }
    return words.get(step)


def of_best(plot: ErrorPlot) -> Words | None:
    """What to say of the best steps, where they do not lie between two errors."""
    best = [plot.best[method] for method in (Method.FORWARD, Method.CENTRAL)]
    if None in best:
        return NO_BEST
    return LARGE_IS_BEST if STEPS[0] in best else None
