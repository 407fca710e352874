"""Drivers: what people do and see on a platform, said alike for all of them.

A driver runs the bot as it is shipped, on one platform; only the network's edge (or the terminal) is the tests' own.
"""

from tests.drivers.driver import Attached, Driver, Place, Rich, Shown, Someone, reworded

__all__ = ["Attached", "Driver", "Place", "Rich", "Shown", "Someone", "reworded"]
