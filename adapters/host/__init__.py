"""What the host does: serves, and acts on the terminal. Here alone the layers are joined: it may import them all."""
