"""What is said of a descent beside the sentences of its steps."""

from __future__ import annotations

from typing import Final

from scenes.gradient_descent import notation
from scenes.gradient_descent.model import Fate
from sessen.words import Words

#: How a descent ends, beside its curve.
ENDS: Final = {
    Fate.ARRIVES: Words(en="arrives", ja="たどり着く"),
    Fate.CREEPS: Words(en="creeps", ja="のろのろ進む"),
    Fate.LEAPS: Words(en="leaps across", ja="飛びこえる"),
    Fate.LEAVES: Words(en="leaves the map", ja="地図の外へ"),
}
#: What of the neuron each chapter explains.
CHAPTERS: Final = (
    ("x, y", Words(en="vectors", ja="ベクトル")),
    (f"{notation.W} x - y + {notation.B}", Words(en="dot product", ja="内積")),
    ("bold(W) bold(x)", Words(en="matrix product", ja="行列積")),
    (f"sigma'({notation.Z})", Words(en="derivative", ja="微分")),
    (f"(partial {notation.ALL}) / (partial {notation.W})", Words(en="partial derivative", ja="偏微分")),
    (
        f"{notation.ONE}'({notation.P}) dot.c sigma'({notation.Z})",
        Words(en="chain rule", ja="連鎖律"),
    ),
    (notation.NABLA, Words(en="gradient", ja="勾配")),
)
WRONG: Final = Words(en="on the wrong side", ja="反対側の点")

_AS_EXPECTED: Final = (Fate.CREEPS, Fate.ARRIVES, Fate.LEAPS)
_OF_OTHER_RATES: Final = Words(
    en="The same number of steps: how far they come depends on the rate alone.",
    ja="歩数は同じです。どこまで進むかは、学習率だけで決まります。",
)
_OF_A_POOR_RATE: Final = {
    "roll_down": Words(
        en="At this rate the ball does not reach the lowest point.",
        ja="この学習率では、玉は最も低い点に着きません。",
    ),
    "state_the_rule": Words(
        en="Differentiate, step downhill, repeat: with a rate that fits, a network learns.",
        ja="微分し、坂を下り、くり返す。学習率が合えば、ネットワークは学びます。",
    ),
}


def other_words(fates: tuple[Fate, ...]) -> dict[str, Words]:
    """What steps say in place of their sentence where descents end otherwise than those of the lecture."""
    said = {} if fates == _AS_EXPECTED else {"compare_rates": _OF_OTHER_RATES}
    return said if fates[len(fates) // 2] is Fate.ARRIVES else said | _OF_A_POOR_RATE
