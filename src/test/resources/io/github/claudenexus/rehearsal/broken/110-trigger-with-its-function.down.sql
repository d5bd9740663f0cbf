DROP TRIGGER people_lower ON depot.people;
DROP FUNCTION depot.lower_mail();
