-- What is in the warehouse and when it was built, for the line under the filters.
SELECT
    build.build_id, build.built_at, build.files, build.reports, build.observations, build.rejected
FROM build;
