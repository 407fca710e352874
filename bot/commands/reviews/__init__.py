"""What reviewers share and decide."""
