"""The Bot API: requests, their transport and pace, and what its errors mean."""
