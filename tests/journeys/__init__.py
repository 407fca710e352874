"""The whole product as a process of its own, between both loopback platforms."""
