SELECT build_id, seconds, files, reused, reports, observations, indicators FROM build;
