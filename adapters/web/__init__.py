"""The page behind the links of mail, by aiohttp."""
