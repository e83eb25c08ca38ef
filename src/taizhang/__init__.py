"""Taizhang (台账): one ledger for rectification work, from the document that brings the findings to the report that ends them."""

__version__ = "0.1.0"
