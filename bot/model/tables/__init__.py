"""Tables as people exchange them: read whatever wrote them, and written so that no spreadsheet runs them."""
