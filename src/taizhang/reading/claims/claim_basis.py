"""By what a number is read as a claim: the words that decided, and how sure they are."""

from __future__ import annotations

from taizhang.reading.basis import Basis

PARTS_OF = Basis("“方面”“大类”，后面是所分的问题或任务")
PARTS_NAMED = Basis("“方面”“大类”，前面是所分的名词")
PARTS_DIVIDED = Basis("“方面”“大类”，前面是“分解为”“反馈”等词", 75, "没有写明分的是问题还是别的")
BEHIND_PARTS = Basis("紧跟在分类数后面的数", 85)
SUB_ITEMS = Basis("量词“子项”“小项”")
NOUN_BEHIND = Basis("数后面的名词")
NOUN_AHEAD = Basis("数前面的名词", 95)
NOUN_BEFORE_SUM = Basis("“共……项”，名词在前一分句", 85)
STATE_AHEAD = Basis("数前面的完成情况", 95)
STATE_WITHIN = Basis("名词前面的完成情况", 95)
STATE_BEHIND = Basis("名词后面的完成情况", 90)
GOVERNED = Basis("管着这个数的动词", 80)
LEFT_OVER = Basis("“剩余”“余下”", 85)
MENDED_THEM = Basis("“发现……、整改……”，承前省略名词", 80)
CARRIED = Basis("完成情况，承前省略名词", 85)
BY_OCCASION = Basis("完成情况，没有写名词", 65, "没有写名词，按句中“整改”“反馈”等词认定")
PART = Basis("“其中”后面的分项数", 80)
RULES = Basis("制度名词和它的动词", 95)
RULES_CARRIED = Basis("制定、修订等动词，承前省略“制度”", 80)
SHARE_NAMED = Basis("完成率等名称", 95)
SHARE_OF_TOTAL = Basis("“占”，前面是所占的总数", 85)
SHARE_BARE = Basis("百分数后面的完成情况", 75, "没有写是什么的比例")
SHARE_LISTED = Basis("紧跟在另一个比例后面", 70, "没有写是什么的比例")
HELD_AHEAD = Basis("前面的追责动词", 95)
HELD_BEHIND = Basis("后面的追责动词", 85)
HELD_LISTED = Basis("问责人数中的一部分", 75, "没有写追责动词，按前一个人数认定")
HELD_BEFORE = Basis("同一分句里更前面的追责动词", 75, "追责动词离得较远")
AMOUNT = Basis("金额")
