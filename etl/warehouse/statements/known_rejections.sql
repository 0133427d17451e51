-- A duplicate is no property of the file alone, so it is judged anew.
SELECT file, sha256, reason FROM previous.rejected
WHERE report_id IS NULL AND (SELECT extractor_id FROM previous.build) = ?;
