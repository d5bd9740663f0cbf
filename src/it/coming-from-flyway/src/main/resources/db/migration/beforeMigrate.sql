SELECT 'before every migrate';
