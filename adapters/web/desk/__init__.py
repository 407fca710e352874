"""The page on which those sign who use no chat platform: its requests, its sessions, and how it is drawn."""
