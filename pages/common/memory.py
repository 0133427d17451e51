"""Keeps the garbage collector from halting reruns.

A full collection walks through every object of every loaded library: 0.15 s, and one rerun in ten meets it.
"""

from __future__ import annotations

import atexit
import gc

import streamlit as st


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Tells the collector, once, that what is loaded by now stays; call it when a page has been drawn."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # at the end DuckDB must be cleared away like everything else
