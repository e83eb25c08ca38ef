"""The papers of the story in official prose: the feedback, the plan, the notice."""

from __future__ import annotations

from collections.abc import Iterator

from samples.blocks import NUMERALS, Block
from samples.story import UNDER_WAY, Story, day, month, period


def feedback(story: Story) -> Iterator[Block]:
    """反馈意见: what the inspecting group found."""
    facts, calendar, figures = story.facts, story.calendar, story.figures()
    yield Block(f"{facts['group']}关于巡察{facts['short']}党委的反馈意见", kind="title")
    yield Block(
        f"根据市委统一部署，{period(calendar.came, calendar.left)}，{facts['group']}对{facts['short']}党委"
        f"开展了{facts['nature']}。"
        f"巡察期间，巡察组开展个别谈话{facts['talks']}人次，走访局属单位11家，调阅资料3200余份，受理来信来电来访58件次，"
        f"召开座谈会6场，实地查看工程现场34处。经市委巡察工作领导小组研究同意，现将巡察情况反馈如下。"
    )
    yield Block("总体评价", 1)
    yield Block(
        f"近年来，{facts['short']}党委围绕全市水务工作大局，在城乡供水、防洪减灾、河湖治理等方面做了大量工作，"
        "建成一批重点水利工程，水安全保障能力有所提高，干部职工队伍总体稳定。同时，巡察也发现一些需要认真解决的问题。"
    )
    yield Block("发现的主要问题", 1)
    yield Block(
        f"本次巡察共发现{figures['aspects']}个方面{figures['findings']}个问题，涉及{figures['manifestations']}个具体表现。"
    )
    for aspect in story.aspects:
        yield Block(f"{aspect.short}方面", 2)
        for finding in aspect.findings:
            yield Block(f"{finding.statement}", 3)
            yield from (Block(text, 4) for text in finding.manifestations)
    yield Block("整改意见建议", 1)
    for text in _ADVICE:
        yield Block(text, 2)
    yield Block("附件：问题清单", kind="attachment")
    yield Block(facts["group"], kind="right")
    yield Block(day(calendar.feedback), kind="right")


def plan(story: Story) -> Iterator[Block]:
    """整改方案: what is to be done about it."""
    facts, calendar, figures = story.facts, story.calendar, story.figures()
    yield Block(f"{facts['committee']}关于{facts['group']}反馈意见的整改方案", kind="title")
    yield Block(
        f"{day(calendar.feedback)}，{facts['group']}向{facts['short']}党委反馈了巡察意见。为扎实抓好反馈问题整改，"
        f"经{day(calendar.planned)}局党委会研究，制定本方案。"
    )
    yield Block("总体要求", 1)
    yield Block("坚持问题导向、结果导向，举一反三、标本兼治，做到问题不查清不放过、整改不到位不放过、机制不健全不放过。")
    yield Block("整改目标", 1)
    yield Block(
        f"对反馈的{figures['aspects']}个方面{figures['findings']}个问题、{figures['manifestations']}个具体表现，"
        f"逐条制定{figures['measures']}条整改措施，明确责任领导、牵头单位和整改时限。能够立即整改的立行立改，"
        "需要一定时间的限期整改，涉及工程建设、仲裁等客观因素的分阶段推进，集中整改期为3个月。"
    )
    yield Block("整改任务和措施", 1)
    for aspect in story.aspects:
        yield Block(aspect.title, 2)
        for finding in aspect.findings:
            yield Block(f"关于{finding.statement}的问题", 3)
            for measure in finding.measures:
                assisting = f"；配合单位：{'、'.join(measure.assisting)}" if measure.assisting else ""
                yield Block(
                    f"{measure.title}。{measure.plan}（责任领导：{measure.leader}；牵头单位：{measure.unit}{assisting}；"
                    f"整改时限：{measure.deadline}）",
                    4,
                )
    yield Block("整改步骤", 1)
    yield Block(
        f"动员部署阶段（{month(calendar.feedback)}至{month(calendar.planned)}）。召开动员会，制定方案和清单，细化责任分工。", 2
    )
    yield Block("集中整改阶段（3个月）。各牵头单位按照清单推进整改，每周调度、每月通报，完成一项销号一项。", 2)
    yield Block("巩固提升阶段。对需要长期坚持的措施每年确认一次，对整改效果开展回头看，防止问题反弹。", 2)
    yield Block("组织领导和工作要求", 1)
    yield Block(
        f"成立局党委巡察整改工作领导小组，由{facts['leaders']['zhou']}任组长，其他班子成员任副组长，"
        "领导小组办公室设在局办公室，承担日常调度、督办和销号审核工作。"
    )
    yield Block("各牵头单位主要负责人是整改第一责任人，不得以文件落实整改；弄虚作假、敷衍整改的，严肃追究责任。")
    yield Block("附件：1.问题清单　2.任务清单　3.责任清单", kind="attachment")
    yield Block(facts["committee"], kind="right")
    yield Block(day(calendar.planned), kind="right")


def notice(story: Story) -> Iterator[Block]:
    """整改进展情况通报: what was done, for the public."""
    facts, calendar = story.facts, story.calendar
    yield Block(f"{facts['committee']}关于巡察整改进展情况的通报", kind="title")
    yield Block(
        f"根据市委统一部署，{period(calendar.came, calendar.left)}，{facts['group']}对{facts['short']}党委"
        f"开展了{facts['nature']}，"
        f"{day(calendar.feedback)}反馈了巡察意见。按照巡察工作有关要求，现将巡察整改进展情况予以公布。"
    )
    yield from _duties(story)
    yield Block("聚焦反馈问题，逐项抓好整改落实", 1)
    for aspect in story.aspects:
        yield Block(aspect.title, 2)
        for finding in aspect.findings:
            yield Block(f"关于{finding.statement}的问题。", 3)
            for index, measure in enumerate(finding.measures):
                yield Block(f"{NUMERALS[index]}是{measure.title}。{measure.done}")
    yield from _next_steps(story)
    yield Block(
        "欢迎广大干部群众对巡察整改落实情况进行监督。如有意见建议，请及时向我们反映。"
        f"公开期限：{period(calendar.published, calendar.window_end)}。联系电话：{facts['phone']}；"
        f"邮政地址：{facts['address']}；邮政编码：{facts['postcode']}；电子邮箱：{facts['email']}。"
    )
    yield Block(facts["committee"], kind="right")
    yield Block(day(calendar.published), kind="right")


def _duties(story: Story) -> Iterator[Block]:
    facts, calendar, figures = story.facts, story.calendar, story.figures()
    yield Block("扛牢主体责任，把巡察整改抓紧抓实", 1)
    yield Block(
        f"加强组织领导。局党委第一时间成立由主要负责人任组长的巡察整改工作领导小组，下设办公室和4个专项工作组。"
        f"{day(calendar.planned)}审议通过整改方案，先后召开党委会{facts['meetings']}次专题研究整改工作，"
        f"领导小组办公室召开调度会{facts['office_meetings']}次，协调解决难点问题17个。",
        2,
    )
    yield Block(
        f"细化整改任务。将巡察反馈意见分解为{figures['aspects']}个方面{figures['findings']}个问题{figures['manifestations']}个具体表现，"
        f"制定{figures['measures']}条整改措施，形成问题清单、任务清单、责任清单，逐条明确责任领导、牵头单位和整改时限，"
        "实行周调度、月通报、销号管理。",
        2,
    )
    yield Block(
        "从严督促检查。对整改情况开展专项督查3轮，现场核查工程现场和服务窗口52处，下发督办单8份，"
        "对佐证材料不全、效果不明显的9条措施退回补充整改，坚决防止纸面整改、虚假整改。",
        2,
    )
    yield Block(_results(story), 2)


def _results(story: Story) -> str:
    """The arithmetic of the notice, in one paragraph."""
    facts, figures = story.facts, story.figures()
    done, nearly, under_way = (figures[f"measures_{state}"] for state in ("done", "nearly", "under_way"))
    all_held, admonished = facts["held_to_account"], facts["admonished"]
    return (
        f"整改总体成效。{story.calendar.fill('截至{cutoff}')}，{figures['measures']}条整改措施已完成{done}条、基本完成{nearly}条、"
        f"正在推进{under_way}条，完成率{done / figures['measures']:.1%}；{figures['findings']}个问题"
        f"已完成整改{figures['findings_done']}个、基本完成{figures['findings_nearly']}个、正在推进{figures['findings_under_way']}个。"
        f"新建制度{figures['rules_new']}项，修订完善制度{figures['rules_revised']}项；"
        f"追缴、盘活、收回资金{story.money():g}万元；"
        f"问责{all_held}人，其中诫勉{admonished}人、批评教育{all_held - admonished}人。"
    )


def _next_steps(story: Story) -> Iterator[Block]:
    figures = story.figures()
    open_titles = "、".join(f"“{measure.title}”" for measure in story.measures() if measure.state == UNDER_WAY)
    yield Block("坚持常态长效，持续巩固拓展整改成果", 1)
    yield Block("虽然巡察整改取得阶段性成效，但与市委要求和群众期盼相比还有差距。下一步，重点做好以下工作。")
    yield Block(
        f"持续推进未完成事项。对{open_titles}等{figures['measures_under_way']}条正在推进的措施，明确阶段目标和责任人，每月调度一次进度；"
        f"对{figures['measures_nearly']}条基本完成的措施紧盯收尾环节，完成一项、验收一项、销号一项。",
        2,
    )
    yield Block(
        f"持续巩固整改成果。对{figures['long_term']}条需要长期坚持的措施，每年开展一次确认；适时对已完成的措施组织回头看，"
        "对反弹回潮的重新立项、从严整改。",
        2,
    )
    yield Block(
        "持续健全长效机制。加强新建和修订制度的培训宣传和执行检查，年内开展一次制度执行情况评估，把整改成果转化为治水兴水的实际成效，"
        "让群众用上放心水、看到河湖清。",
        2,
    )


_ADVICE = (
    "切实担起整改主体责任。党委主要负责人要亲自研究、亲自部署、亲自协调，自收到反馈意见之日起1个月内报送整改方案。",
    "聚焦主责主业补短板。围绕供水保障、河湖管理、防汛安全等重点，逐项制定可检查、可考核的整改措施。",
    "严格工程和资金监管。深挖招投标、工程变更、资金沉淀等问题根源，堵塞管理漏洞。",
    "建立健全长效机制。坚持当下改与长久立相结合，3个月集中整改期满后报送整改进展情况，并向社会公开。",
)
