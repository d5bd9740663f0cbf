ALTER SEQUENCE shop.ticket_numbers OWNED BY NONE;
ALTER SEQUENCE shop.ticket_numbers CACHE 20;
