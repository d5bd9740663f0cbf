DROP VIEW IF EXISTS depot.third, depot.second, depot.first;
CREATE VIEW depot.first AS SELECT id, upper(mail) AS mail FROM depot.people;
CREATE VIEW depot.second AS SELECT id FROM depot.first WHERE mail <> '';
