"""What a command still has to be told: questions, pages and buttons, and what comes of the answers."""
