"""Mail out, by SMTP."""
