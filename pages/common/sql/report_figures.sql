-- Every figure of one report in reading order, with its place among the figures that compete for the same headline.
SELECT
    observation.observation_id, observation.start, observation."end", observation.measure, measure.name AS measure_name,
    observation.phase, observation.statistic, observation.year, observation.item, observation.scope,
    CAST(observation.value AS DOUBLE) AS value, observation.unit, observation.stated_value, observation.stated_unit,
    observation.quote, observation.section, observation.method,
    observation_rank.rank, observation_rank.reason_lost,
    coalesce(headline.conflict, false)
        OR observation.observation_id IN (SELECT observation_id FROM still_contradicted($dismissed)) AS conflict, headline.observation_id AS headline_id,
    headline.report_id AS headline_report, CAST(headline.value AS DOUBLE) AS headline_value
FROM observation
JOIN measure USING (measure)
JOIN report USING (report_id)
LEFT JOIN observation_rank USING (observation_id)
LEFT JOIN headline
    ON headline.county_code = report.county_code AND headline.department_slug = report.department_slug
   AND headline.year = observation.year AND headline.measure = observation.measure
   AND headline.phase IS NOT DISTINCT FROM observation.phase AND headline.statistic = observation.statistic
   AND headline.item IS NOT DISTINCT FROM observation.item AND headline.scope = observation.scope
WHERE observation.report_id = $report
ORDER BY observation.start, measure.ordinal;
