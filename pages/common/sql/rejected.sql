-- Files that could not be read, and why.
SELECT file, reason FROM rejected ORDER BY file;
