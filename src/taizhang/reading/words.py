"""The words that claims are read by, as data. A place with other words passes its own ``Words``."""

from __future__ import annotations

from dataclasses import dataclass

Vocabulary = tuple[str, ...]


def _words(text: str) -> Vocabulary:
    return tuple(text.split())


@dataclass(frozen=True)
class Words:
    """Nouns by what they count, verbs by what they say was done. Hashable: the grammar is compiled once for each."""

    problems: Vocabulary = _words("问题 隐患 不足 短板 弱项 薄弱环节")
    manifestations: Vocabulary = _words("具体表现 表现形式 具体情形 子项 小项")
    measures: Vocabulary = _words("措施 举措")
    tasks: Vocabulary = _words("任务 整改事项")
    rules: Vocabulary = _words(
        "制度 规章 机制 办法 细则 规程 规定 规范 规则 准则 制度机制 规章制度 制度文件 制度性文件 规范性文件 制度规定 制度办法 制度成果 制度举措 制度措施 体制机制 实施办法 管理办法"
    )
    matters: Vocabulary = _words("举报 信访件 信访 信访事项 线索 事项 诉求 投诉 案件 提案 建议 意见 来信来访 转办件 交办件")

    new: Vocabulary = _words("新建立 新建 新制定 新出台 新增 新订 新 制定 制订 出台 建立 印发 制发 起草 构建 拟定 推出 形成")
    revised: Vocabulary = _words("修订 修改 修编 完善 健全 优化 更新 细化 改进")

    found: Vocabulary = _words(
        "发现 查摆 查找 查出 查处 梳理 反馈 列出 指出 排查 检视 提出 形成 明确 针对 对照 存在 涉及 移交 交办 归纳 汇总 收集 分解 细化 剖析 聚焦 围绕 制定 移送 通报 曝光 受理"
    )
    done: Vocabulary = _words("整改完成 完成整改 整改到位 完成 办结 办理完毕 销号 解决 落实到位 修改到位 处理完毕 清零 整改落实到位 整改")
    done_after_already: Vocabulary = _words("整改 落实 解决 化解 答复 办理 处理 到位 达标")
    basically: Vocabulary = _words(
        "基本整改完成 基本完成 基本整改到位 基本整改 基本到位 基本解决 基本落实 基本办结 阶段性完成 阶段性整改 阶段性办结 阶段办结 取得阶段性成效 取得阶段性进展 取得阶段性成果 取得明显成效 部分完成 部分整改 部分解决"
    )
    under_way: Vocabulary = _words(
        "正在 推进中 整改中 办理中 实施中 进行中 持续推进 有序推进 加快推进 序时推进 稳步推进 继续推进 抓紧推进 加紧推进 抓紧整改 未完成 尚未完成 未整改到位 未整改完成 未办结 未销号 未解决 未到位 仍需 还需 需进一步 需继续 待完成"
    )
    long_term: Vocabulary = _words("长期坚持 需长期 需要长期 长期整改 长期推进 持续整改 持续坚持 常态化坚持 常态化推进 常态化整改 纳入长期")
    not_started: Vocabulary = _words("未启动 未开展 未开始 尚未启动 尚未开展 未整改 待整改 待启动 未动工 未落实")

    discipline: Vocabulary = _words(
        "追责问责 问责追责 问责 追责 处分 追究责任 追究刑事责任 追究 处理处分 组织处理 诫勉 通报批评 批评教育 开除 撤职 免职 降级 记过 警告 留党察看 移送司法 移送检察 处理 书面检查 严肃处理 党纪政务 责令检查"
    )
    not_discipline: Vocabulary = _words(
        "不再追究 不予处分 免予处分 免于处分 培训 轮训 参训 受训 参加 参会 邀请 走访 慰问 选派 抽调 招聘 约谈 谈话提醒 提醒谈话 谈心谈话 谈话 立案 受理 征求 收集 招募 组织 服务 救助 安置 帮扶 惠及 教育引导 讨薪 追回 死亡 遇难 受伤 报名 调研 座谈 采访 表彰 奖励 提拔 配备 核查 留置"
    )

    units: Vocabulary = _words(
        "县 区县 市 村 乡 镇 街道 社区 单位 部门 企业 学校 高校 医院 项目 小区 领域 环节 岗位 支部 党组织 家庭 行业 公司 处室 科室 机构 党组 委员会 点位 站点 平台 系统 标段 工程"
    )
    citizens: Vocabulary = _words("群众 企业 居民 村民 民生 职工 师生 员工 困难 急难愁盼 诉求 农户 会员 业主 帮助 协助 协调有关部门")
    policies: Vocabulary = _words("惠企 助企 便民 惠民 利民 支持 优惠 扶持 服务 改革 激励 政策 促消费 稳增长 稳就业 防疫 防控 帮扶 保障 调控 奖励")
    occasions: Vocabulary = _words("整改 反馈 巡视 巡察 督察 审计 问题 销号 检查 主题教育 学习教育 举报 查摆")


WORDS = Words()
