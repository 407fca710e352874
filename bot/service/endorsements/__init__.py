"""Sign-ons of organizations."""
