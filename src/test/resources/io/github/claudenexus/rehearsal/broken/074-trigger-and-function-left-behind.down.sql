SELECT 'trigger and function stay';
