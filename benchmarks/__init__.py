"""Measurements beside what others would use, each in one run on servers of this machine."""
