-- The phases in which a measure makes sense: what a complete report would state about its own year.
CREATE VIEW measure_phase AS
SELECT measure, ordinal, name, unit, unnest(CASE
    WHEN NOT phased                                                    THEN [NULL::VARCHAR]
    WHEN measure = 'expenditure.total'                                 THEN ['approved', 'adjusted', 'executed']
    WHEN measure IN ('three_public.reception_events', 'three_public.reception_visitors') THEN ['executed']
    WHEN measure LIKE 'outcome.%' OR measure LIKE 'procurement.%'      THEN ['executed']
    WHEN measure = 'expenditure.project_item'                          THEN ['executed']
    ELSE ['approved', 'executed']
END) AS phase
FROM measure;
