-- One indicator row by its id.
SELECT
    indicator_id, report_id, scope, level1, level2, level3, target, actual,
    CAST(weight AS DOUBLE) AS weight, CAST(score AS DOUBLE) AS score, reason
FROM indicator
WHERE indicator_id = $indicator;
