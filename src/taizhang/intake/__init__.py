"""Bringing papers in: upload, read, look, adopt (导入 → 生成台账). The paper stays as it came; a person decides."""
