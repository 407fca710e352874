"""A backup was restored: what was taken back since stays so, what may have left is uncertain, and owners are told."""
