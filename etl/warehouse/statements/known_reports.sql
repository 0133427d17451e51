-- The files that the build before read with this extractor, their report, and whether it states any figure.
SELECT
    file, sha256, report_id,
    EXISTS (FROM previous.observation AS o WHERE o.report_id = r.report_id) AS has_figures
FROM previous.report AS r
WHERE (SELECT extractor_id FROM previous.build) = ?;
