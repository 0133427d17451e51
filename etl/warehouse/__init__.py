"""The warehouse: one DuckDB file that answers for every figure, built atomically from the reports."""
