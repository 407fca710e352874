"""What the host does on the terminal, beside serving."""
