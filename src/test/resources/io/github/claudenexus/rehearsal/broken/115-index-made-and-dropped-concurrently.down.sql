-- nexus: transactional=false
DROP INDEX CONCURRENTLY IF EXISTS depot.people_lower_mail;
