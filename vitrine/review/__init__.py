"""What reviewers decide, and what that makes of the mentions."""
