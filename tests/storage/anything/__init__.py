"""Whatever can be done to a letter's list, in whatever order, while the storage fails now and then."""
