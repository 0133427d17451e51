-- A figure printed with d decimals stands for value ± 0.5·10⁻ᵈ of its stated unit, here in the catalogue's unit.
-- People, enterprises and points are counted, not rounded, and a zero in words ("无") is one: these are exact (as in etl/check).
CREATE VIEW printed_interval AS
WITH money_unit (unit, yuan) AS (
    VALUES ('元', 1.0), ('千元', 1e3), ('万', 1e4), ('万元', 1e4), ('百万元', 1e6), ('千万元', 1e7), ('亿', 1e8), ('亿元', 1e8)
),
printed AS (
    SELECT
        o.observation_id,
        CAST(o.value AS DECIMAL(38, 12)) AS value,
        length(regexp_extract(o.stated_value, '[.．]\s*([0-9０-９]+)', 1)) AS decimals,
        o.stated_value = '无' OR o.unit IN ('人', '家', '个', '批次', '人次', '分') AS exact,
        coalesce(stated.yuan / target.yuan, 1.0) AS factor
    FROM observation AS o
    LEFT JOIN money_unit AS stated ON stated.unit = o.stated_unit
    LEFT JOIN money_unit AS target ON target.unit = o.unit
),
halved AS (
    SELECT *, CAST(CASE WHEN exact THEN 0 ELSE 0.5 * factor / pow(10, decimals) END AS DECIMAL(38, 12)) AS half
    FROM printed
)
SELECT observation_id, decimals, value - half AS low, value + half AS high
FROM halved;
