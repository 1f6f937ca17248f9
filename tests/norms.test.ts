import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { findInForce, type Norm, type Source } from '@shared/core/norm'
import { addDays, isPlainDate } from '@shared/core/plainDate'

/**
 * Which articles may be cited, and what they say, each read in the regulation's text before it was entered here. `restated`: the
 * text itself was not at hand, only a restatement of its content; such a rule may remind but must not block.
 */
const CHECKED: Readonly<Record<string, Readonly<Record<string, { says: string; restated?: true }>>>> = {
  '中国共产党支部工作条例（试行）': {
    第4条: { says: '凡是有正式党员3人以上的，都应当成立党支部。党支部党员人数一般不超过50人' },
    第11条: {
      says: '党支部党员大会……由全体党员参加，一般每季度召开1次；表决必须有半数以上有表决权的党员到会（后半句为转述）',
    },
    第12条: { says: '党支部委员会会议一般每月召开1次', restated: true },
    第13条: { says: '党小组会一般每月召开1次', restated: true },
    第16条: { says: '党支部每月相对固定1天开展主题党日', restated: true },
    第17条: { says: '党支部每年至少召开1次组织生活会，一般安排在第四季度' },
    第18条: { says: '党支部一般每年开展1次民主评议党员' },
    第19条: {
      says: '党支部委员之间、党支部委员和党员之间、党员和党员之间，每年谈心谈话一般不少于1次',
      restated: true,
    },
    党课: { says: '党委书记每年至少讲1次党课', restated: true },
    第20条: { says: '有正式党员7人以上的党支部，应当设立党支部委员会……由3至5人组成，一般不超过7人' },
  },
  中国共产党章程: {
    第九条: {
      says: '党员如果没有正当理由，连续六个月不参加党的组织生活，或不交纳党费，或不做党所分配的工作，就被认为是自行脱党。支部大会应当决定把这样的党员除名，报上级党组织批准',
    },
  },
  关于党的基层组织任期的意见: {
    第一条: { says: '党的基层委员会每届任期一般为5年，党的总支部委员会、支部委员会每届任期一般为3年' },
  },
  中国共产党党员教育管理工作条例: {
    第16条: { says: '党支部应当每月开展1次主题党日' },
    第20条: { says: '党员每年集中学习培训时间一般不少于32学时' },
    第23条: { says: '对年老体弱、行动不便、身患重病甚至失能的党员，组织活动和开展学习教育不作硬性要求' },
    第30条: {
      says: '对……党员，党组织应当作出限期改正处置，限期改正时间不超过1年。对给予限期改正处置的党员应当采取帮助教育措施',
    },
  },
  '关于防治“指尖上的形式主义”的若干意见（2023 年 12 月）': {
    强化政务移动互联网应用程序管理: {
      says: '政务应用程序原则上不得设置打卡签到、积分排名、在线时长等强制使用功能',
      restated: true,
    },
  },
  全国党员教育培训工作规划: {
    书记和委员培训: { says: '党支部书记和委员每年不少于56学时', restated: true },
  },
}
/** Not a text of the state or the Party: the unit decides, and the screen says so. */
const OWN = ['本单位设置']

const modules = path.resolve(__dirname, '../shared/modules')
const files = readdirSync(modules)
  .map((name) => path.join(modules, name, 'norms.ts'))
  .filter(existsSync)

const isSource = (value: unknown): value is Source =>
  typeof value === 'object' && value !== null && 'document' in value && 'article' in value
const isNorm = (value: unknown): value is Norm<unknown> =>
  typeof value === 'object' && value !== null && 'versions' in value && 'label' in value

const exported = files.flatMap((file) =>
  Object.entries(require(file) as Record<string, unknown>).map(([name, value]) => ({
    name: `${path.basename(path.dirname(file))}.${name}`,
    value,
  })),
)
const norms = exported.flatMap(({ name, value }) => (isNorm(value) ? [{ name, norm: value }] : []))

test('找得到规范', () => {
  expect(files.length).toBeGreaterThan(1)
  expect(norms.length).toBeGreaterThan(10)
})

test.each(norms)('$name 有中文名、有出处，版本按日期排列', ({ norm }) => {
  expect(norm.label).toMatch(/[\u4e00-\u9fff]/)
  expect(norm.versions.length).toBeGreaterThan(0)
  const starts = norm.versions.map((version) => version.from)
  expect(starts.every(isPlainDate)).toBe(true)
  expect([...new Set(starts)].sort()).toEqual(starts)
  const [first] = starts
  if (first) expect(findInForce(norm, addDays(first, -1))).toBeUndefined()
})

test.each(norms.flatMap(({ name, norm }) => norm.versions.map((version) => ({ name, ...version }))))(
  '$name 自 $from：引用的条文读过原文',
  ({ source }) => {
    expect(CHECKED[source.document]?.[source.article]).toBeDefined()
  },
)

test('单独写出的出处，不是读过的条文，就是本单位设置', () => {
  const sources = exported.flatMap(({ name, value }) => (isSource(value) ? [{ name, source: value }] : []))
  const unknown = sources.filter(
    ({ source }) => !OWN.includes(source.document) && !CHECKED[source.document]?.[source.article],
  )
  expect(unknown).toEqual([])
})

test('只见过转述的，只提醒、不作硬性要求', () => {
  const hard = norms.filter(({ norm }) =>
    norm.versions.some(({ source, value }) => {
      const strength = (value as { strength?: string } | null)?.strength
      return CHECKED[source.document]?.[source.article]?.restated && strength !== undefined && strength !== 'remind'
    }),
  )
  expect(hard.map(({ name }) => name)).toEqual([])
})

test('读过的条文都还有规范在用', () => {
  const cited = new Set(
    norms.flatMap(({ norm }) => norm.versions.map(({ source }) => `${source.document} ${source.article}`)),
  )
  const unused = Object.entries(CHECKED).flatMap(([document, articles]) =>
    Object.keys(articles).filter((article) => !cited.has(`${document} ${article}`)),
  )
  expect(unused).toEqual([])
})
