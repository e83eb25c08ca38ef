"""What pages look like: base templates, styles, scripts, icons. Shared by every face that has pages."""
