-- nexus: transactional=false
CREATE INDEX CONCURRENTLY IF NOT EXISTS people_lower_mail ON depot.people (lower(mail));
