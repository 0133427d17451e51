"""Where every Excel download is written: a report's words stay text.

Excel would run a text that begins with "=" and follow one that begins with "http".
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pandas as pd

_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}


def writer(target: BytesIO) -> pd.ExcelWriter[Any]:
    """A workbook to be written into `target` that makes no formula and no link of any text."""
    return pd.ExcelWriter(target, engine="xlsxwriter", engine_kwargs={"options": _AS_TEXT})
