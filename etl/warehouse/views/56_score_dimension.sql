-- Points by dimension (level1) of each self-evaluation table. Points are lost only where both weight and score are stated.
CREATE VIEW score_dimension AS
SELECT
    r.county_code, r.county, r.department_slug, r.department, r.fiscal_year AS year, r.report_id, i.scope,
    i.level1,
    sum(i.weight)           AS weight,
    sum(i.score)            AS score,
    sum(i.weight - i.score) AS lost,
    max(i.level1_points)    AS level1_points,
    count(*)                AS rows,
    count(*) FILTER (i.score IS NULL) AS rows_without_score,
    min(i.row_start)        AS first_row_start
FROM indicator AS i
JOIN report AS r USING (report_id)
GROUP BY ALL;
