UPDATE shop.people SET first = last, last = first;
