"""How messages leave: their pace, what comes of them, and when they are tried again."""
