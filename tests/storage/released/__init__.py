"""What databases of released versions hold, for every later version to be tried with."""
