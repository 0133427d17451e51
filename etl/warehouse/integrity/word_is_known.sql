-- Measures are the catalogue's, phases, statistics and methods the contract's, counties those of GB/T 2260.
SELECT o.observation_id, o.measure, o.phase, o.statistic, o.method
FROM observation AS o
LEFT JOIN measure AS m USING (measure)
WHERE m.measure IS NULL
   OR (o.phase IS NOT NULL AND o.phase NOT IN ('approved', 'adjusted', 'executed', 'target'))
   OR o.statistic NOT IN ('level', 'yoy_change', 'yoy_pct', 'share_pct')
   OR o.method NOT IN ('table', 'narrative')
UNION ALL
SELECT r.report_id, r.county_code, r.county, NULL, NULL
FROM report AS r
ANTI JOIN county USING (county_code)
ORDER BY ALL;
