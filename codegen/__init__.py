"""Programs that write code; the library never imports them."""
