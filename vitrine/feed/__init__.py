"""Where articles are announced: feeds, what is known of their health, and GDELT's index."""
