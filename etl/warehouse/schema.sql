-- The warehouse's tables: one row a record of etl/records.py, plus the dimensions and the build's own account.
-- Money is 万元; a missing value is NULL, never 0. Offsets count characters of document.text.

CREATE TABLE county (
    county_code VARCHAR PRIMARY KEY,   -- GB/T 2260
    county      VARCHAR NOT NULL,
    prefecture  VARCHAR NOT NULL,
    province    VARCHAR NOT NULL,
    pinyin      VARCHAR NOT NULL       -- full pinyin and initials, for search
);

CREATE TABLE measure (
    measure    VARCHAR PRIMARY KEY,    -- code of the catalogue, such as three_public.total
    ordinal    INTEGER NOT NULL,       -- order of the catalogue
    name       VARCHAR NOT NULL,       -- 中文名
    english    VARCHAR NOT NULL,
    unit       VARCHAR NOT NULL,
    definition VARCHAR NOT NULL,
    parent     VARCHAR,                -- the measure that this one is a part of
    polarity   VARCHAR NOT NULL,       -- higher | lower | neutral
    phased     BOOLEAN NOT NULL        -- false where a budget phase makes no sense
);

CREATE TABLE report (
    report_id       VARCHAR PRIMARY KEY,
    county_code     VARCHAR NOT NULL,
    county          VARCHAR NOT NULL,
    prefecture      VARCHAR NOT NULL,
    province        VARCHAR NOT NULL,
    department      VARCHAR NOT NULL,
    department_slug VARCHAR NOT NULL,
    fiscal_year     INTEGER NOT NULL,
    title           VARCHAR NOT NULL,
    file            VARCHAR NOT NULL,  -- path below the reports folder
    sha256          VARCHAR NOT NULL,
    characters      INTEGER NOT NULL
);

CREATE TABLE document (
    report_id VARCHAR PRIMARY KEY,
    text      VARCHAR NOT NULL
);

CREATE TABLE section (
    report_id VARCHAR NOT NULL,
    ordinal   INTEGER NOT NULL,
    section   VARCHAR NOT NULL,
    title     VARCHAR NOT NULL,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL
);

CREATE TABLE grid (                    -- the report's tables as the rules read them
    report_id VARCHAR NOT NULL,
    "table"   INTEGER NOT NULL,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    cells     STRUCT("row" INTEGER, "column" INTEGER, text VARCHAR, start INTEGER, "end" INTEGER)[] NOT NULL,
    PRIMARY KEY (report_id, "table")
);

CREATE TABLE observation (
    observation_id VARCHAR PRIMARY KEY, -- <report_id>@<start>#<measure>[~<phase>][~<year>]: the same on every build
    report_id      VARCHAR NOT NULL,
    measure        VARCHAR NOT NULL,
    phase          VARCHAR,            -- approved | adjusted | executed | target
    statistic      VARCHAR NOT NULL,   -- level | yoy_change | yoy_pct | share_pct
    year           INTEGER NOT NULL,   -- the fiscal year that the value is about
    item           VARCHAR,
    scope          VARCHAR NOT NULL,   -- department, or a project's name
    value          DECIMAL(24, 8) NOT NULL,
    unit           VARCHAR NOT NULL,
    stated_value   VARCHAR NOT NULL,
    stated_unit    VARCHAR,
    quote          VARCHAR NOT NULL,
    start          INTEGER NOT NULL,
    "end"          INTEGER NOT NULL,
    section        VARCHAR,
    "table"        INTEGER,
    "row"          INTEGER,
    "column"       INTEGER,
    method         VARCHAR NOT NULL    -- table | narrative
);

CREATE TABLE indicator (
    indicator_id  VARCHAR PRIMARY KEY, -- <report_id>@<row_start>
    report_id     VARCHAR NOT NULL,
    scope         VARCHAR NOT NULL,
    level1        VARCHAR,
    level2        VARCHAR,
    level3        VARCHAR,
    target        VARCHAR,
    actual        VARCHAR,
    weight        DECIMAL(10, 4),
    score         DECIMAL(10, 4),
    reason        VARCHAR,
    start         INTEGER NOT NULL,
    "end"         INTEGER NOT NULL,
    level1_points DECIMAL(10, 4),
    section       VARCHAR,
    "table"       INTEGER,
    "row"         INTEGER,
    row_start     INTEGER NOT NULL,
    row_end       INTEGER NOT NULL
);

CREATE TABLE gap (
    report_id VARCHAR NOT NULL,
    measure   VARCHAR NOT NULL,
    phase     VARCHAR,
    year      INTEGER NOT NULL,
    scope     VARCHAR NOT NULL,
    reason    VARCHAR NOT NULL,        -- 未披露 | 未识别
    detail    VARCHAR NOT NULL,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL
);

CREATE TABLE rejected (
    file      VARCHAR NOT NULL,        -- path below the reports folder
    sha256    VARCHAR NOT NULL,
    reason    VARCHAR NOT NULL,
    report_id VARCHAR                  -- of a duplicate: the report that another file already gives
);

CREATE TABLE build (
    build_id     VARCHAR NOT NULL,     -- hash of the inputs and of the code: same inputs, same id, same content
    extractor_id VARCHAR NOT NULL,     -- hash of what turns a file into rows; a new one re-extracts every file
    built_at     TIMESTAMP NOT NULL,
    seconds      DOUBLE NOT NULL,
    files        INTEGER NOT NULL,
    reused       INTEGER NOT NULL,     -- files taken over from the previous warehouse by their hash
    reports      INTEGER NOT NULL,
    observations INTEGER NOT NULL,
    indicators   INTEGER NOT NULL,
    rejected     INTEGER NOT NULL
);

-- 勾稽核验: what the rules found (etl/check). A finding that compared nothing is 无法核验, never a pass.
CREATE TABLE rule (
    rule      VARCHAR PRIMARY KEY,
    ordinal   INTEGER NOT NULL,        -- order of the catalogue
    family    VARCHAR NOT NULL,
    title     VARCHAR NOT NULL,
    cites     VARCHAR NOT NULL,
    severity  VARCHAR NOT NULL,        -- 错误 | 疑点 | 提示
    scope     VARCHAR NOT NULL,
    tolerance VARCHAR NOT NULL,
    how       VARCHAR NOT NULL,
    advice    VARCHAR NOT NULL
);

CREATE TABLE finding (
    finding_id  VARCHAR PRIMARY KEY,   -- of the report, the rule and what was compared: the same on every build
    report_id   VARCHAR NOT NULL,
    rule        VARCHAR NOT NULL,
    outcome     VARCHAR NOT NULL,      -- 符合 | 不符 | 存疑 | 无法核验
    title       VARCHAR NOT NULL,
    message     VARCHAR NOT NULL,
    gap         DECIMAL(24, 8),
    left_low    DECIMAL(24, 8),        -- both sides' intervals
    left_high   DECIMAL(24, 8),
    right_low   DECIMAL(24, 8),
    right_high  DECIMAL(24, 8),
    fingerprint VARCHAR NOT NULL,      -- of the figures and their wording: a person's mark lasts as long as this
    follows     VARCHAR                -- the finding whose figure explains this one; NULL where it stands by itself
);

CREATE TABLE finding_evidence (
    finding_id     VARCHAR NOT NULL,
    ordinal        INTEGER NOT NULL,
    side           VARCHAR NOT NULL,   -- left | right | context
    report_id      VARCHAR NOT NULL,   -- of the text that the offsets count in; may be another year's report
    observation_id VARCHAR,            -- NULL where the evidence is a piece of text or an indicator row
    indicator_id   VARCHAR,
    start          INTEGER NOT NULL,
    "end"          INTEGER NOT NULL
);

-- By the book: what the official formulas and forms give on a report's own figures. None of it is an official score.
CREATE TABLE common_indicator (        -- 共性指标 of 财预〔2013〕53号
    report_id      VARCHAR NOT NULL,
    indicator      VARCHAR NOT NULL,   -- code of etl/catalogue/standard.yml
    ordinal        INTEGER NOT NULL,   -- order of the framework
    name           VARCHAR NOT NULL,
    formula        VARCHAR NOT NULL,
    cites          VARCHAR NOT NULL,
    expected       VARCHAR,            -- the bound that index tables usually set
    value          DECIMAL(24, 8),     -- per cent; NULL where a figure is missing
    calculation    VARCHAR NOT NULL,   -- the formula with the report's figures in it, or what is missing
    numerator_id   VARCHAR,            -- observations: the first figure of the calculation, and the second;
    denominator_id VARCHAR,            -- last year's may be of that year's own report
    reason         VARCHAR,            -- 无法计算
    missing        VARCHAR,            -- the figures that the report does not give
    note           VARCHAR,            -- what stands in for what
    PRIMARY KEY (report_id, indicator)
);

CREATE TABLE recomputed_score (        -- a self-evaluation table under one convention
    report_id      VARCHAR NOT NULL,
    convention     VARCHAR NOT NULL,   -- pro_rata | all_or_nothing | capped
    scope          VARCHAR NOT NULL,   -- department, or a project's name
    ordinal        INTEGER NOT NULL,
    claimed        DECIMAL(24, 8),     -- NULL where the table states no total
    recomputed     DECIMAL(24, 8),     -- NULL where a row has no points at all
    difference     DECIMAL(24, 8),
    computed_share DECIMAL(24, 8) NOT NULL, -- how many of its points could really be recomputed, per cent
    PRIMARY KEY (report_id, convention, scope)
);

CREATE TABLE recomputed_row (          -- its rows: the execution rate first, then the indicators
    report_id      VARCHAR NOT NULL,
    convention     VARCHAR NOT NULL,
    scope          VARCHAR NOT NULL,
    ordinal        INTEGER NOT NULL,
    item           VARCHAR NOT NULL,
    weight         DECIMAL(24, 8),
    claimed        DECIMAL(24, 8),
    recomputed     DECIMAL(24, 8),     -- the claimed points where nothing can be computed
    difference     DECIMAL(24, 8),
    computed       BOOLEAN NOT NULL,
    reason         VARCHAR NOT NULL,
    indicator_id   VARCHAR,
    observation_id VARCHAR             -- of the execution rate's points
);

CREATE TABLE assessment (              -- 自评工作考核评分表, judged as far as the document shows
    report_id VARCHAR NOT NULL,
    line      INTEGER NOT NULL,
    part      VARCHAR NOT NULL,        -- 一级指标
    item      VARCHAR NOT NULL,        -- 二级指标
    standard  VARCHAR NOT NULL,
    points    DECIMAL(10, 4) NOT NULL,
    lowest    DECIMAL(10, 4) NOT NULL, -- what the document supports at least, and at most
    highest   DECIMAL(10, 4) NOT NULL,
    status    VARCHAR NOT NULL,        -- 已判 | 区间 | 待人工
    reason    VARCHAR NOT NULL,
    PRIMARY KEY (report_id, line)
);

CREATE TABLE assessment_evidence (
    report_id      VARCHAR NOT NULL,
    line           INTEGER NOT NULL,
    ordinal        INTEGER NOT NULL,
    observation_id VARCHAR,            -- NULL where the evidence is a piece of text or an indicator row
    indicator_id   VARCHAR,
    start          INTEGER NOT NULL,
    "end"          INTEGER NOT NULL
);
