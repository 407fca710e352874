"""What a body must hold: each file checks one kind of body and collects its faults in a Form."""
