-- The self-given score of each report and scope: what the text says, what the table says, and which one counts.
CREATE TABLE self_score AS -- stored: planning it takes longer than reading it
WITH scope_of AS (
    SELECT DISTINCT report_id, scope
    FROM observation
    WHERE measure IN ('score.total', 'execution.score', 'execution.rate')
    UNION
    SELECT DISTINCT report_id, scope FROM indicator
),
figure AS (
    SELECT rank_.*
    FROM observation_rank AS rank_
    WHERE rank_.measure IN ('score.total', 'execution.score', 'execution.rate')
      AND rank_.statistic = 'level' AND rank_.item IS NULL AND rank_.year = rank_.fiscal_year
),
wide AS (
    SELECT
        report_id, scope,
        arg_min(value, rank) FILTER (measure = 'score.total')                                 AS score_total,
        arg_min(observation_id, rank) FILTER (measure = 'score.total')                        AS score_total_id,
        arg_min(value, rank) FILTER (measure = 'score.total' AND method = 'narrative')        AS score_text,
        arg_min(observation_id, rank) FILTER (measure = 'score.total' AND method = 'narrative') AS score_text_id,
        arg_min(value, rank) FILTER (measure = 'score.total' AND method = 'table')            AS score_table,
        arg_min(observation_id, rank) FILTER (measure = 'score.total' AND method = 'table')   AS score_table_id,
        arg_min(value, rank) FILTER (measure = 'execution.score')                             AS execution_score,
        arg_min(observation_id, rank) FILTER (measure = 'execution.score')                    AS execution_score_id,
        arg_min(value, rank) FILTER (measure = 'execution.rate')                              AS execution_rate,
        arg_min(observation_id, rank) FILTER (measure = 'execution.rate')                     AS execution_rate_id,
        count(DISTINCT value) FILTER (measure = 'score.total') > 1                            AS score_conflict
    FROM figure
    GROUP BY report_id, scope
)
SELECT
    r.county_code, r.county, r.department_slug, r.department, r.fiscal_year AS year, r.report_id, scope_of.scope,
    wide.* EXCLUDE (report_id, scope)
FROM scope_of
JOIN report AS r USING (report_id)
LEFT JOIN wide USING (report_id, scope)
ORDER BY report_id, scope;
