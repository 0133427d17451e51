"""The pages of 绩览: thin files, one question each; what they share is in `common`."""
