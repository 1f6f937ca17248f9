import type { OrganizationKind } from '../../organizations/model'
import type { Membership, Sex } from '../../people/model'

const SEXES: Readonly<Record<string, Sex>> = {
  男: 'male',
  男性: 'male',
  '1': 'male',
  m: 'male',
  male: 'male',
  女: 'female',
  女性: 'female',
  '2': 'female',
  f: 'female',
  female: 'female',
}

/** 性别, also by its code in GB/T 2261.1. */
export const findSex = (text: string): Sex | undefined => SEXES[text.toLowerCase()]

/** 56 个民族 in the order of GB/T 3304, without 族. */
const ETHNICITIES = (
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 ' +
  '土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺'
).split(' ')

/** 民族 in words (汉族), from 汉, 汉族 or the numeric code. */
export function findEthnicity(text: string): string | undefined {
  const name = /^\d{1,2}$/.test(text) ? ETHNICITIES[Number(text) - 1] : text.replace(/族$/, '')
  return name !== undefined && ETHNICITIES.includes(name) ? `${name}族` : undefined
}

const EDUCATION: Readonly<Record<string, string>> = {
  博士: '博士研究生',
  硕士: '硕士研究生',
  本科: '大学本科',
  大学: '大学本科',
  全日制本科: '大学本科',
  专科: '大学专科',
  大专: '大学专科',
  大学大专: '大学专科',
  中专: '中等专科',
  高中毕业: '高中',
  初中毕业: '初中',
}

/** 学历 in the words of GB/T 4658 where they are known; other wording is kept. */
export const educationOf = (text: string): string => EDUCATION[text] ?? text

/** 人员类别 from any wording in use, also by the code in GB/T 4762. */
export function findMembership(text: string): Membership | undefined {
  const plain = text.replace(/[()（）\s]/g, '')
  if (plain === '02' || plain === '2' || /预备/.test(plain)) return 'probationary'
  if (plain === '01' || plain === '1' || /^(中共)?(正式)?(党员)?(正式)?$/.test(plain) || plain === '正式') return 'full'
  return /^(群众|共青团员|团员|积极分子|入党积极分子|发展对象|无党派(民主)?人士?|非党员|非中共党员|13|03|12)$/.test(
    plain,
  )
    ? 'none'
    : undefined
}

const KIND_WORDS: readonly (readonly [RegExp, OrganizationKind])[] = [
  [/小组$/, 'partyGroup'],
  [/(总支|总支部|总支委|总支部委员会)$/, 'generalBranch'],
  [/(支部|支委会|支部委员会|联合支部)$/, 'branch'],
  [/(纪委|纪律检查委员会|纪检组|纪检委员会)$/, 'discipline'],
  [/(工会|工会委员会|分工会|工会小组)$/, 'union'],
  [/(党委|党的基层委员会|党工委|党组|委员会)$/, 'partyCommittee'],
  [/(班|班组|作业队)$/, 'team'],
  [/(部门|部|科|室|办公室|中心)$/, 'department'],
  [/(单位|公司|集团|局|处|厂|站|段|院|所|项目部|工区|队)$/, 'unit'],
]

/** 组织类别 by the last words of a kind or of a name; undefined when they say nothing. */
export function findOrganizationKind(text: string): OrganizationKind | undefined {
  const plain = text.replace(/[()（）].*$/, '').trim()
  if (/项目(经理)?部$/.test(plain)) return 'unit'
  return KIND_WORDS.find(([words]) => words.test(plain))?.[1]
}
