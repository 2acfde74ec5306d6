"""From names, places, dates and figures to facts: triggers, parties, stages, drafts."""
