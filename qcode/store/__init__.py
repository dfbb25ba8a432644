"""The project file and the only SQL: schema, journal, unit of work, one module a noun."""
