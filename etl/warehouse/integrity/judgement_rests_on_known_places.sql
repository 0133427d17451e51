-- Whatever a finding or the book rests on is a figure or an indicator row of the warehouse.
WITH named AS (
    SELECT 'finding' AS kind, observation_id, indicator_id FROM finding_evidence
    UNION ALL SELECT 'common indicator', numerator_id, NULL FROM common_indicator
    UNION ALL SELECT 'common indicator', denominator_id, NULL FROM common_indicator
    UNION ALL SELECT 'recomputed row', observation_id, indicator_id FROM recomputed_row
    UNION ALL SELECT 'assessment', observation_id, indicator_id FROM assessment_evidence
)
SELECT DISTINCT named.kind, named.observation_id, named.indicator_id
FROM named
LEFT JOIN observation USING (observation_id)
LEFT JOIN indicator USING (indicator_id)
WHERE (named.observation_id IS NOT NULL AND observation.report_id IS NULL)
   OR (named.indicator_id IS NOT NULL AND indicator.report_id IS NULL)
ORDER BY ALL;
