"""Collecting progress in rounds (催报汇总): who is asked by when, who has answered, what changed."""
