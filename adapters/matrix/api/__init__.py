"""The client-server API: requests, what their errors mean, and encryption."""
