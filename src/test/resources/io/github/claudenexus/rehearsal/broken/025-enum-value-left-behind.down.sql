SELECT 'an enum value cannot be dropped';
