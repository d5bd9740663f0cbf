SELECT 'the range is forgotten';
