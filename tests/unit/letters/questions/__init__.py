"""Questions about letters, and how many of them find their demand."""
