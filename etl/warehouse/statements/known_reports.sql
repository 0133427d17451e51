SELECT file, sha256, report_id FROM previous.report
WHERE (SELECT extractor_id FROM previous.build) = ?;
