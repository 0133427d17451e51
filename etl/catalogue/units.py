"""How much one unit of money is: every room reads amounts in the units that the reports print."""

from __future__ import annotations

from decimal import Decimal

# In 万元, the unit that the warehouse keeps money in.
MONEY = {
    "亿元": Decimal(10_000),
    "亿": Decimal(10_000),
    "万元": Decimal(1),
    "万": Decimal(1),
    "千元": Decimal("0.1"),
    "元": Decimal("0.0001"),
}

# The units that figures of money are stored in: 万元, and 亿元 for those of a whole county.
STORED = frozenset({"万元", "亿元"})


def in_yi(unit: str) -> Decimal:
    """How many 亿元 one unit of money is."""
    return MONEY[unit] / MONEY["亿元"]
