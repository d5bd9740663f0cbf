UPDATE shop.stock SET shelf = shelf;
