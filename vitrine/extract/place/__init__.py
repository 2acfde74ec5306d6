"""Cities, countries, streets and shopping centres of a text."""
