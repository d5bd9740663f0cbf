DELETE FROM shop.audit WHERE line = 'second';
