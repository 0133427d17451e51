-- The years that any report speaks of as its own or as the one before, newest first.
SELECT DISTINCT year
FROM headline
WHERE scope = 'department' AND statistic = 'level' AND split_part(measure, '.', 1) IN ('expenditure', 'revenue', 'three_public', 'score')
ORDER BY year DESC;
