"""Sentences that contradict themselves in words and counts, without any figure of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from etl.check import words
from etl.check.engine import rule
from etl.check.interval import exactly
from etl.check.model import AGREES, DOUBTFUL, Verdict

if TYPE_CHECKING:
    from etl.check.case import Case

_LIST = re.compile(
    r"(?P<lead>共计|总计|合计|共)[^，,。；;\d]{0,8}(?P<all>\d+)(?P<unit>[项个家件条])[，,：:]"
    r"(?P<rest>[^。\n]*)"
)
_PART = re.compile(r"(?:^|[，,；;])(?P<name>[^，,；;。\d（(]{2,10}?)(?P<count>\d+)(?P<unit>[项个家件条])")
_AMONG = re.compile(r"其中[^；;。]*")
_VERBS = re.compile(r"解决|完成|已|整改|办结|获|新增|入库|投资|总投|竣工|开工|通过|第")
TWO = 2


@rule("PARTS-TEXT-COUNT")
def rule_parts_text_count(case: Case) -> Iterator[Verdict]:
    """PARTS-TEXT-COUNT: "共计25项，行政权力9项…；公共服务11项…" adds up."""
    for match in _LIST.finditer(case.text):
        rest = _AMONG.sub(lambda among: "\0" * len(among.group()), match["rest"])
        parts = [part for part in _PART.finditer("，" + rest) if "\0" not in part.group()]
        same = all(part["unit"] == match["unit"] and not _VERBS.search(part["name"]) for part in parts)
        if len(parts) >= TWO and same:
            yield _counted(case, match, [(part["name"], Decimal(part["count"])) for part in parts])


def _counted(case: Case, match: re.Match[str], parts: list[tuple[str, Decimal]]) -> Verdict:
    whole, summed = Decimal(match["all"]), sum((count for _, count in parts), Decimal(0))
    shown = "＋".join(f"{words.squeezed(name)} {count}" for name, count in parts)
    ending = "相符" if whole == summed else f"相差 {abs(whole - summed)} {match['unit']}，请核对"
    return Verdict(
        outcome=AGREES if whole == summed else DOUBTFUL,
        subject=words.squeezed(match.group())[:16],
        message=(
            f"“{match['lead']}{match['all']}{match['unit']}”，"
            f"分项合计 {summed} {match['unit']}（{shown}），{ending}；"
            f"见{case.where(match.start())}。"
        ),
        evidence=(
            case.cite_text("left", match.start(), match.end("unit")),
            case.cite_text("right", match.start("rest"), match.end("rest")),
        ),
        gap=whole - summed,
        left=exactly(whole),
        right=exactly(summed),
    )


_TURNAROUND = re.compile(
    r"(?:同比)?增长\s*(?P<rate>\d+(?:\.\d+)?)\s*[%％][，,、]?[^，,。；;]{0,4}(?P<claim>由负转正|扭亏为盈)"
)


@rule("PLAUS-TURNAROUND")
def rule_plaus_turnaround(case: Case) -> Iterator[Verdict]:
    """PLAUS-TURNAROUND: an amount that grew by a rate was positive before, so it did not turn so."""
    for match in _TURNAROUND.finditer(case.text):
        start, end = case.sentence(match.start())
        yield Verdict(
            outcome=DOUBTFUL,
            subject=match["rate"],
            message=(
                f"“{words.squeezed(match.group())}”：能计算增幅说明上年为正数，与“{match['claim']}”矛盾"
                f"（只可能是增速由负转正）；见{case.where(match.start())}，请改写。"
            ),
            evidence=(case.cite_text("left", max(start, match.start() - 40), min(end, match.end())),),
        )


_UNPAID = re.compile(r"未结清|未结算|尚未支付|未支付|挂账|延后支付|推迟支付")


@rule("PLAUS-UNPAID")
def rule_plaus_unpaid(case: Case) -> Iterator[Verdict]:
    """PLAUS-UNPAID: a fall in the three public expenses is not one of bills left unpaid."""
    stated = case.find("three_public.total", year=case.year) or case.find(
        "three_public.reception", year=case.year
    )
    unpaid = [match for match in _UNPAID.finditer(case.text) if _speaks_of_three_public(case, match.start())]
    for match in unpaid:
        yield Verdict(
            outcome=DOUBTFUL,
            subject=match.group(),
            message=(
                f"“三公”经费的减少用“{match.group()}”解释，实际费用没有全部列支，不能算作压减；"
                f"见{case.where(match.start())}，请补列或说明欠付金额。"
            ),
            evidence=(case.cite_text("left", *case.sentence(match.start())),),
        )
    if stated and not unpaid:
        yield Verdict(AGREES, "three public", "没有发现“三公”经费未结清的说法。")


def _speaks_of_three_public(case: Case, position: int) -> bool:
    start, end = case.sentence(position)
    return bool(re.search(r"三公|接待|公务用车", case.text[start:end]))
