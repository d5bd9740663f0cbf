DROP POLICY documents_all ON shop.documents;
