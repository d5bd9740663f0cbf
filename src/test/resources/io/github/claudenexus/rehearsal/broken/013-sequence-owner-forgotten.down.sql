ALTER SEQUENCE shop.ticket_numbers CACHE 1;
