"""What is said of a gradient field beside the sentences of its steps: notes, endings, and all that a constant needs."""

from __future__ import annotations

from typing import Final

from sessen.mathematics import Ending
from sessen.words import Words

SLOPE: Final = Words(en="slope", ja="傾き")
ANSWER: Final = (
    Words(en="direction: steepest way up", ja="向き：最も急な上り"),
    Words(en="length: slope that way", ja="長さ：その向きの傾き"),
)
ANSWER_OF_A_CONSTANT: Final = (Words(en="no direction, no slope", ja="向きも傾きもありません"),)


HOW_IT_ENDS: Final = {
    Ending.MINIMUM: Words(en="local minimum", ja="極小"),
    Ending.NEAR_MINIMUM: Words(en="close to a minimum", ja="極小の近く"),
    Ending.FLAT: Words(en="$nabla f = 0$", ja="$nabla f = 0$"),
    Ending.BOUNDARY: Words(en="leaves the map", ja="地図の外へ"),
    Ending.UNDEFINED: Words(en="$f$ ends here", ja="この先に値なし"),
    Ending.STEPS: Words(en="still falling", ja="まだ下り坂"),
}

# What the steps say of a constant, which rises in no direction.
OF_A_CONSTANT: Final = {
    "raise_level_curves": Words(
        en="Here $f$ has one value everywhere: a plain without a single level curve.",
        ja="この $f$ はどこでも同じ値です。等高線のない平野になります。",
    ),
    "look_from_above": Words(
        en="Seen from straight above, the map is empty: nothing is higher than the rest.",
        ja="真上から見ると地図は空白です。ほかより高い所はありません。",
    ),
    "turn_the_arrow": Words(
        en="Turn at $P$ as we like: the slope is 0 in every direction.", ja="点 $P$ でどちらを向いても、傾きは0です。"
    ),
    "find_the_steepest": Words(
        en="No direction is steeper than another: there is no steepest way.",
        ja="どの向きも同じで、最も急な向きはありません。",
    ),
    "measure_partials": Words(
        en="Along $x$ and along $y$, the partial derivatives are 0.", ja="$x$ 方向も $y$ 方向も、偏微分は0です。"
    ),
    "add_partials": Words(
        en="Their sum, the gradient, is the zero vector: it has no direction.",
        ja="その和である勾配は零ベクトルで、向きがありません。",
    ),
    "fill_the_plane": Words(
        en="All over the map the arrows have length 0, so none is seen.",
        ja="地図のどこでも矢印の長さは0で、見えません。",
    ),
    "walk_down": Words(
        en="A walk against the gradient stays where it is: there is no way down.",
        ja="勾配と逆に進もうとしても動きません。下りる道がありません。",
    ),
    "state_the_gradient": Words(
        en="A constant has gradient zero everywhere, and no direction to go.",
        ja="定数の勾配はどこでも零で、進むべき向きはありません。",
    ),
}
