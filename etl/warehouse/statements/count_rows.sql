SELECT
    (SELECT count(*) FROM report)      AS reports,
    (SELECT count(*) FROM observation) AS observations,
    (SELECT count(*) FROM indicator)   AS indicators,
    (SELECT count(*) FROM rejected)    AS rejected;
