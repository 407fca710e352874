"""How people give commands: declarations, buttons, forms, and the one function that runs them."""
