CREATE OR REPLACE FUNCTION depot.lower_mail() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN NEW.mail := lower(NEW.mail); RETURN NEW; END $$;
CREATE OR REPLACE TRIGGER people_lower BEFORE INSERT OR UPDATE ON depot.people
FOR EACH ROW EXECUTE FUNCTION depot.lower_mail();
