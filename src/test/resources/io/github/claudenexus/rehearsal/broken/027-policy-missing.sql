DROP POLICY IF EXISTS documents_tenant ON shop.documents;
DROP POLICY IF EXISTS documents_all ON shop.documents;
CREATE POLICY documents_all ON shop.documents USING (true);
