"""The lists of the story as clerks lay them out: merged cells, headings of two rows, notes below."""

from __future__ import annotations

from itertools import count

from samples.blocks import Cell, Grid
from samples.story import Story, day

Row = tuple[Cell, ...]


def problems(story: Story) -> Grid:
    """问题清单: aspect, problem, manifestation; one row a manifestation."""
    rows: list[Row] = []
    numbers = count(1)
    for aspect in story.aspects:
        height = sum(len(finding.manifestations) for finding in aspect.findings)
        first: Row = (Cell(aspect.short, height),)
        for finding in aspect.findings:
            deep = len(finding.manifestations)
            opening = (Cell(str(next(numbers)), deep), *first, Cell(finding.statement, deep))
            for index, text in enumerate(finding.manifestations):
                own = (Cell(f"（{index + 1}）{text}"), Cell(""))
                rows.append((*opening, *own) if index == 0 else own)
            first = ()
    head = ((Cell("序号"), Cell("问题类别"), Cell("反馈问题"), Cell("具体表现"), Cell("备注")),)
    title = f"{story.facts['group']}巡察{story.facts['short']}党委问题清单"
    return Grid("问题清单", title, (6, 16, 24, 70, 10), head, tuple(rows), ("注：本清单与反馈意见具有同等效力。",))


def tasks(story: Story) -> Grid:
    """任务清单: problem, goal, measures, time limits; one row a measure."""
    rows: list[Row] = []
    for number, finding in enumerate(story.findings(), 1):
        height = len(finding.measures)
        for index, measure in enumerate(finding.measures):
            own = (Cell(f"{index + 1}.{measure.title}。{measure.plan}"), Cell(measure.deadline))
            opening = (Cell(str(number), height), Cell(finding.statement, height), Cell(finding.goal, height))
            rows.append((*opening, *own) if index == 0 else own)
    head = ((Cell("序号"), Cell("反馈问题"), Cell("整改目标"), Cell("整改措施"), Cell("整改时限")),)
    return Grid("任务清单", f"{story.facts['short']}党委巡察整改任务清单", (6, 22, 22, 66, 22), head, tuple(rows))


def duties(story: Story) -> Grid:
    """责任清单: who answers for each measure."""
    rows: list[Row] = []
    numbers = count(1)
    for finding in story.findings():
        for index, measure in enumerate(finding.measures):
            who = (Cell(measure.leader), Cell(measure.unit), Cell("、".join(measure.assisting)))
            own = (Cell(str(next(numbers))), Cell(measure.title), *who)
            opening = (Cell(finding.statement, len(finding.measures)),)
            rows.append((*opening, *own) if index == 0 else own)
    head = (
        (Cell("反馈问题", 2), Cell("措施序号", 2), Cell("整改措施", 2), Cell("责任分工", 1, 3)),
        (Cell("责任领导"), Cell("牵头单位"), Cell("配合单位")),
    )
    return Grid("责任清单", f"{story.facts['short']}党委巡察整改责任清单", (24, 8, 34, 12, 22, 34), head, tuple(rows))


def ledger(story: Story) -> Grid:
    """整改台账: everything in one sheet, as the office keeps it."""
    rows: list[Row] = []
    numbers = count(1)
    for aspect in story.aspects:
        first: Row = (Cell(aspect.short, sum(len(finding.measures) for finding in aspect.findings)),)
        for finding in aspect.findings:
            height = len(finding.measures)
            told = "\n".join(f"（{index}）{text}" for index, text in enumerate(finding.manifestations, 1))
            opening = (*first, Cell(finding.statement, height), Cell(told, height))
            first = ()
            for index, measure in enumerate(finding.measures):
                rules = "".join(f"《{rule}》" for rule in (*measure.new_rules, *measure.revised_rules))
                own = (
                    *(
                        Cell(str(next(numbers))),
                        Cell(f"{measure.title}。{measure.plan}"),
                        Cell(measure.leader),
                        Cell(measure.unit),
                    ),
                    *(Cell("、".join(measure.assisting)), Cell(measure.deadline), Cell(measure.done), Cell(measure.state)),
                    *(Cell(rules), Cell("")),
                )
                rows.append((*opening, *own) if index == 0 else own)
    head = (
        (
            *(
                Cell("方面", 2),
                Cell("反馈问题", 2),
                Cell("具体表现", 2),
                Cell("序号", 2),
                Cell("整改措施", 2),
                Cell("责任分工", 1, 3),
            ),
            *(Cell("整改时限", 2), Cell("整改落实情况", 1, 2), Cell("建立制度", 2), Cell("备注", 2)),
        ),
        (Cell("责任领导"), Cell("牵头单位"), Cell("配合单位"), Cell("整改进展情况"), Cell("完成程度")),
    )
    notes = (
        "注：1.整改时限为“长期坚持”的，完成后每年确认一次；2.完成程度分为完成、基本完成、正在推进三类。",
        f"填表单位：{story.facts['short']}党委巡察整改工作领导小组办公室　　填表日期：{day(story.calendar.cutoff)}",
    )
    title = f"{story.facts['short']}党委{story.calendar.today.year}年巡察整改工作台账"
    return Grid("整改台账", title, (14, 18, 44, 6, 44, 10, 16, 22, 20, 60, 10, 26, 10), head, tuple(rows), notes)
