"""What the pages share: queries, filters, wording, charts, tables, the card and the report reader."""
