"""Official papers as Word files after GB/T 9704; every length, size and font comes from ``gbt9704.py``."""

from taizhang.reports.word.body import docx

__all__ = ["docx"]
