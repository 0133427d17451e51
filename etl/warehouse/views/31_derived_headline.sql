-- Last year's level where no report states it: this year's level minus the stated change, else divided by the stated growth.
-- The row points at the sentence that states the change; `inputs` names both figures.
-- NOT MATERIALIZED: DuckDB 2.0.0 waits forever on a LIMIT over a shared CTE that is joined to itself.
CREATE VIEW derived_headline AS
WITH level AS NOT MATERIALIZED (FROM stated_headline WHERE statistic = 'level'),
change AS NOT MATERIALIZED (FROM stated_headline WHERE statistic = 'yoy_change'),
growth AS NOT MATERIALIZED (FROM stated_headline WHERE statistic = 'yoy_pct' AND value > -100),
arithmetic AS (
    SELECT
        level.*,
        change.value AS change_value, growth.value AS growth_value,
        CASE WHEN level.unit IN ('万元', '亿元', '%') THEN 2 ELSE 0 END AS digits,
        CASE WHEN change.value IS NOT NULL THEN change ELSE growth END AS source -- a struct: coalesce sees one of NULLs as not NULL
    FROM level
    LEFT JOIN change
        ON change.county_code = level.county_code AND change.department_slug = level.department_slug
       AND change.year = level.year AND change.measure = level.measure AND change.scope = level.scope
       AND change.phase IS NOT DISTINCT FROM level.phase AND change.item IS NOT DISTINCT FROM level.item
       AND change.unit = level.unit
    LEFT JOIN growth
        ON growth.county_code = level.county_code AND growth.department_slug = level.department_slug
       AND growth.year = level.year AND growth.measure = level.measure AND growth.scope = level.scope
       AND growth.phase IS NOT DISTINCT FROM level.phase AND growth.item IS NOT DISTINCT FROM level.item
    WHERE change.value IS NOT NULL OR growth.value IS NOT NULL
),
worded AS (
    SELECT
        *,
        regexp_replace(CAST(value AS VARCHAR), '\.?0+$', '')             AS level_text,
        regexp_replace(CAST(abs(change_value) AS VARCHAR), '\.?0+$', '') AS change_text,
        regexp_replace(CAST(abs(growth_value) AS VARCHAR), '\.?0+$', '') AS growth_text
    FROM arithmetic
)
SELECT
    worded.county_code, worded.county, worded.department_slug, worded.department, worded.year - 1 AS year,
    worded.measure, worded.phase, 'level' AS statistic, worded.item, worded.scope,
    CAST(CASE
        WHEN change_value IS NOT NULL THEN worded.value - change_value
        ELSE round(worded.value / (1 + growth_value / 100), digits)
    END AS DECIMAL(24, 8)) AS value,
    worded.unit,
    source.observation_id AS observation_id, source.report_id AS report_id, source.fiscal_year AS fiscal_year,
    CASE
        WHEN change_value < 0         THEN format('{}年 {} − 同比增减 (−{})', worded.year, level_text, change_text)
        WHEN change_value IS NOT NULL THEN format('{}年 {} − 同比增减 {}', worded.year, level_text, change_text)
        WHEN growth_value < 0         THEN format('{}年 {} ÷ (1 − {}%)，保留{}位小数', worded.year, level_text, growth_text, digits)
        ELSE format('{}年 {} ÷ (1 + {}%)，保留{}位小数', worded.year, level_text, growth_text, digits)
    END AS formula,
    [worded.observation_id, source.observation_id] AS inputs,
    worded.conflict OR source.conflict AS conflict,
    source.start AS start, source."end" AS "end"
FROM worded
ANTI JOIN level AS stated
    ON stated.county_code = worded.county_code AND stated.department_slug = worded.department_slug
   AND stated.year = worded.year - 1 AND stated.measure = worded.measure AND stated.scope = worded.scope
   AND stated.phase IS NOT DISTINCT FROM worded.phase AND stated.item IS NOT DISTINCT FROM worded.item;
