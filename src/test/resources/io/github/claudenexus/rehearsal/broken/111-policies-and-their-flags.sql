ALTER TABLE depot.people ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS people_own ON depot.people;
CREATE POLICY people_own ON depot.people FOR SELECT TO pg_monitor USING (mail = current_user);
