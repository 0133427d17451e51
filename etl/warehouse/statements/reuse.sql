-- Takes over the rows of the reports in `reused` from the build before; their files and their extractor are the same.
INSERT INTO report      BY NAME SELECT * FROM previous.report      SEMI JOIN reused USING (report_id);
INSERT INTO document    BY NAME SELECT * FROM previous.document    SEMI JOIN reused USING (report_id);
INSERT INTO section     BY NAME SELECT * FROM previous.section     SEMI JOIN reused USING (report_id);
INSERT INTO grid        BY NAME SELECT * FROM previous.grid        SEMI JOIN reused USING (report_id);
INSERT INTO observation BY NAME SELECT * FROM previous.observation SEMI JOIN reused USING (report_id);
INSERT INTO indicator   BY NAME SELECT * FROM previous.indicator   SEMI JOIN reused USING (report_id);
INSERT INTO gap         BY NAME SELECT * FROM previous.gap         SEMI JOIN reused USING (report_id);
DROP TABLE reused;
