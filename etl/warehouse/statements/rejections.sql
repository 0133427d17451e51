SELECT file, sha256, reason FROM rejected ORDER BY file;
