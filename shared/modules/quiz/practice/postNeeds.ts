import type { Role } from '@shared/core/roles'

/** What somebody in these posts should know: words of the post, and tags of questions. */
interface NeedRow {
  posts: readonly string[]
  roles?: readonly Role[]
  tags: readonly string[]
}

/** 岗位需要 — posts of a road-and-bridge company, and offices, with the tags of our own banks that concern them. */
export const POST_NEEDS: readonly NeedRow[] = [
  { posts: ['电工', '电气', '配电', '机电'], tags: ['临时用电', '特种作业'] },
  { posts: ['架子', '模板', '钢筋', '桥面', '墩', '桥梁', '高处'], tags: ['高处作业', '个人防护'] },
  { posts: ['起重', '吊', '塔机', '司索', '信号工', '架桥机', '龙门'], tags: ['起重吊装', '特种作业'] },
  { posts: ['隧道', '掘进', '衬砌', '支护', '盾构', '台车'], tags: ['隧道', '救援'] },
  { posts: ['爆破', '火工', '民爆', '炸药'], tags: ['爆破与危险物品', '危险物品'] },
  { posts: ['焊', '切割', '动火'], tags: ['动火与消防', '动火作业', '特种作业'] },
  {
    posts: ['司机', '驾驶', '车队', '运输', '挖掘机', '装载机', '压路机', '摊铺机', '机械'],
    tags: ['车辆与交通', '设备设施'],
  },
  { posts: ['路基', '边坡', '基坑', '土方', '桩', '开挖'], tags: ['基坑与边坡', '救援'] },
  { posts: ['有限空间', '管井', '检查井', '清淤', '管道'], tags: ['有限空间', '救援'] },
  { posts: ['喷浆', '拌合', '搅拌', '沥青', '碎石', '试验'], tags: ['职业健康', '防护用品'] },
  { posts: ['安全员', '安全总监', '安全部', '安全管理', '安质'], tags: ['安全管理人员', '双重预防', '隐患'] },
  { posts: ['班组长', '工班长', '班长', '带班', '领工'], roles: ['teamLeader'], tags: ['班前与培训', '现场管理'] },
  { posts: ['项目经理', '总经理', '董事长', '指挥长'], tags: ['主要负责人', '安全投入', '安全责任'] },
  { posts: ['技术', '工程部', '总工', '施工员', '质检', '测量'], tags: ['现场管理', '分包与交叉作业'] },
  { posts: ['工会'], roles: ['unionChair', 'unionOfficer', 'unionGroupLeader'], tags: ['工会', '从业人员权利'] },
  { posts: ['采购', '物资', '材料', '招标', '合同', '经营', '商务'], tags: ['礼品礼金', '特定关系人', '贿赂'] },
  { posts: ['财务', '会计', '出纳', '审计'], tags: ['公务消费', '侵占挪用'] },
  { posts: ['人力', '劳资', '培训'], tags: ['劳动合同', '教育培训', '工伤认定'] },
  { posts: ['仓库', '保管', '油库'], tags: ['危险物品', '消防管理'] },
  { posts: ['食堂', '炊事', '宿舍', '后勤'], tags: ['宿舍安全', '疏散通道'] },
  { posts: ['纪检', '纪委'], roles: ['disciplineCommissioner'], tags: ['受理程序', '检举保密'] },
]

/** What a person's post and offices ask for. */
export interface Needs {
  /** `电工`, as it stands in the register; empty when only an office asks for it. */
  post: string
  tags: readonly string[]
}

/**
 * 岗位要学的 — tags that concern somebody by post and offices. A tag of the banks that stands in the post itself counts too, so that a
 * unit's own questions about `架桥机` find their operators. Undefined when nothing is known.
 */
export function needsOf(
  { post = '', roles = [] }: { post?: string | undefined; roles?: readonly Role[] },
  known: ReadonlySet<string>,
): Needs | undefined {
  const tags = new Set<string>()
  if (post) for (const tag of known) if (tag.length > 1 && post.includes(tag)) tags.add(tag)
  for (const row of POST_NEEDS)
    if (row.posts.some((word) => post.includes(word)) || row.roles?.some((role) => roles.includes(role)))
      for (const tag of row.tags) if (known.has(tag)) tags.add(tag)
  return tags.size > 0 ? { post, tags: [...tags] } : undefined
}
