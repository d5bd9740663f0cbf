ALTER ROLE keeper SET default_transaction_read_only = on;
