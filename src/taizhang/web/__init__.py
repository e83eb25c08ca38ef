"""The pages people work in. HTTP in, one action or one query, HTML out; no rules inside."""
