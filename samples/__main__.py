"""Write the sample files: ``python -m samples OUTDIR [--today 2026-11-22]``."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from samples import lists, papers
from samples.planted import planted
from samples.story import load
from samples.write_docx import docx
from samples.write_web import page, plain
from samples.write_xlsx import xlsx


def files(today: date) -> dict[str, bytes]:
    """Every sample file by its name, as a clerk would have them on this day."""
    story = load(today)
    notice = list(papers.notice(story))
    problems, tasks, duties = lists.problems(story), lists.tasks(story), lists.duties(story)
    return {
        "反馈意见.docx": docx(papers.feedback(story), [problems]),
        "问题清单.xlsx": xlsx([problems]),
        "整改方案.docx": docx(papers.plan(story), [problems, tasks, duties]),
        "三张清单.xlsx": xlsx([problems, tasks, duties]),
        "整改台账.xlsx": xlsx([lists.ledger(story)]),
        "整改进展情况通报.html": page(notice, story).encode(),
        "整改进展情况通报.txt": plain(notice).encode(),
        "整改进展情况通报（送审稿）.docx": docx(planted(papers.notice(story)), []),
    }


def main() -> None:
    """Write them all into a folder."""
    parser = argparse.ArgumentParser(prog="python -m samples", description="写出示例文件")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", type=date.fromisoformat, default=None, help="以哪一天为“今天”，默认为当天")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for name, data in files(chosen.today or date.today()).items():  # noqa: DTZ011 (the clerk's own day)
        (chosen.folder / name).write_bytes(data)
        print(chosen.folder / name)


if __name__ == "__main__":
    main()
