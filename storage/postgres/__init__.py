"""The store on PostgreSQL, which several processes share: its units, duties that one process alone has, and a bell."""
