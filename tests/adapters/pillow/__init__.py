"""What draws pictures anew."""
