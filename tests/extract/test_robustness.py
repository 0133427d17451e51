"""Whatever a report may look like, reading it never fails, and every figure stays where it says."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from etl.check import run
from etl.extract import extract
from etl.read import Unreadable, read_bytes
from tests.extract.support import golden

TEXTS = [report.extraction.text for report in golden()]
NOISE = "，。；：（）、0123456789.%％万元亿无其中分别为比上年\t\n "


def _damaged(text: str, dice: random.Random) -> str:
    """A report with a few dozen stretches inserted, deleted, repeated or overwritten."""
    for _ in range(dice.randint(1, 40)):
        place, other = dice.randrange(len(text)), dice.randrange(len(text))
        noise = "".join(dice.choices(NOISE, k=dice.randint(1, 4)))
        text = dice.choice(
            [
                text[:place] + noise + text[place:],
                text[:place] + text[place + dice.randint(1, 30) :],
                text[:place] + text[other : other + 40] + text[place:],
            ]
        )
    return text


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_report_is_read_without_failing(seed: int) -> None:
    dice = random.Random(seed)
    text = _damaged(dice.choice(TEXTS), dice)
    extraction = extract(read_bytes("430423-kjgx-2023.txt", text.encode()))
    for observation in extraction.observations:
        assert text[observation.start : observation.end] == observation.stated_value
    assert all(finding.message for finding in run([extraction]))


@pytest.mark.parametrize(
    "noise",
    ["衡山县" * 5, "衡山县2023年" + "1" * 500, "衡山县2023年\t\t\n\n\t\n", "（" * 50 + "衡山县2023年"],
)
def test_noise_is_read_or_refused_but_never_breaks(noise: str) -> None:
    with suppress(Unreadable):
        extract(read_bytes("a.txt", noise.encode()))
