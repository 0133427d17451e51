"""From a bureau's report to figures with an address: read, extract, check, load."""
