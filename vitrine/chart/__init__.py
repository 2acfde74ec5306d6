"""From data frames to charts: a scene says what is drawn, renderers draw it."""
