"""Pages, as the core shows them."""
