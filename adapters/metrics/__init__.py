"""What is measured, for Prometheus, at an address of its own."""
