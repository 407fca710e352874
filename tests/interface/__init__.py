"""The core as adapters call it, and as an attacker would."""
