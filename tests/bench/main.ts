// `npm run bench [today|planner|import|embedded|scale|checkIn|quiz|firstPaint]`: figures as ratios or rates of one run, each the median of several rounds.
import { benchCheckIn } from './checkIn'
import { benchEmbedded } from './embedded'
import { benchFirstPaint } from './firstPaint'
import { benchImport } from './import'
import { benchPlanner } from './planner'
import { benchQuiz } from './quiz'
import { benchScale } from './scale'
import { benchToday } from './today'

interface Line {
  what: string
  value: number
  unit: string
  /** Least (or most) it should be. */
  goal?: { atLeast: number } | { atMost: number }
}

const reached = ({ value, goal }: Line): string => {
  if (!goal) return ''
  const good = 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost
  const words = 'atLeast' in goal ? `目标 ≥ ${goal.atLeast}` : `目标 ≤ ${goal.atMost}`
  return `${words}　${good ? '达到' : '未达到'}`
}

const say = (lines: readonly Line[]): void => {
  for (const line of lines) {
    const shown = line.value >= 1_000 ? Math.round(line.value).toLocaleString('en') : line.value.toFixed(2)
    console.log(`  ${line.what}：${shown} ${line.unit}　${reached(line)}`.trimEnd())
  }
}

const benches: Record<string, () => Promise<void>> = {
  async planner() {
    say([{ what: '(c) 纯计算排计划', value: benchPlanner(), unit: '条/秒', goal: { atLeast: 100_000 } }])
  },
  async today() {
    const { uncached, uncachedLarge, uncachedToFloor, cachedToBare, largeToSmall } = await benchToday()
    say([
      {
        what: '(a) 今日页，每次重算，对“一次索引查询 20 条”',
        value: uncachedToFloor,
        unit: '倍',
        goal: { atLeast: 0.7 },
      },
      { what: '(a) 今日页，没有变化时，对裸 Koa', value: cachedToBare, unit: '倍', goal: { atLeast: 0.4 } },
      { what: '(b) 30,000 人对 3,000 人，每页用时', value: largeToSmall, unit: '倍', goal: { atMost: 1.2 } },
      { what: '　　今日页，3,000 人，每次重算', value: uncached, unit: '次/秒' },
      { what: '　　今日页，30,000 人，每次重算', value: uncachedLarge, unit: '次/秒' },
    ])
  },
  async import() {
    const times = await benchImport()
    say([
      {
        what: `(d) 导入 ${times.rows.toLocaleString('en')} 行，从上传到入库`,
        value: times.total,
        unit: '秒',
        goal: { atMost: 30 },
      },
      { what: '　　其中上传与核对', value: times.uploadAndCheck, unit: '秒' },
      { what: '　　其中入库', value: times.commit, unit: '秒' },
    ])
  },
  async scale() {
    const { nights, growth, board, fact } = await benchScale()
    const { whole, usual } = nights
    const memory = { unit: 'MB', goal: { atMost: 600 } }
    say([
      { what: '(f) 整夜重算 2,000 个支部、30,000 名党员', value: whole.seconds, unit: '秒', goal: { atMost: 60 } },
      { what: '　　200 到 2,000 个支部，每个支部的用时', value: growth, unit: '倍', goal: { atMost: 1 } },
      { what: '　　服务与存储自己占的内存，最高', value: whole.own, ...memory },
      { what: '　　另有映射的数据文件页（系统可随时收回）', value: whole.mapped, unit: 'MB' },
      { what: '　　平常的一夜（规则没有换，只算当天会变的）', value: usual.seconds, unit: '秒' },
      { what: '　　平常一夜全部内存，连同文件页', value: usual.own + usual.mapped, ...memory },
      { what: '(g) 上级看板，每次重算', value: board.board, unit: '毫秒', goal: { atMost: 200 } },
      { what: '　　对“只读出这些进度”', value: board.board / board.floor, unit: '倍' },
      { what: '　　按下一级合计', value: board.next, unit: '毫秒', goal: { atMost: 200 } },
      { what: '　　接下来要误期的', value: board.slipping, unit: '毫秒', goal: { atMost: 200 } },
      { what: '　　一个支部的详情', value: board.standing, unit: '毫秒' },
      { what: '(h) 一件事实之后重算一个支部', value: fact.fact, unit: '毫秒', goal: { atMost: 30 } },
      { what: '　　刚启动时', value: fact.cold, unit: '毫秒' },
      { what: '　　对“一次只写一行的事务”', value: fact.fact / fact.floor, unit: '倍' },
    ])
  },
  async checkIn() {
    const figures = await benchCheckIn()
    say([
      { what: `(i) ${figures.members} 人到 50 个会签到`, value: figures.seconds, unit: '秒', goal: { atMost: 60 } },
      { what: '　　丢失', value: figures.lost, unit: '人', goal: { atMost: 0 } },
      { what: '　　重复', value: figures.doubled, unit: '人', goal: { atMost: 0 } },
      { what: '　　每秒', value: figures.perSecond, unit: '人' },
      { what: '　　对“一次只写一行的事务”', value: figures.perSecond / figures.floor, unit: '倍' },
      { what: '　　一次签到，中位', value: figures.medianMs, unit: '毫秒' },
      { what: '　　一次签到，p99', value: figures.p99Ms, unit: '毫秒' },
    ])
  },
  async quiz() {
    const figures = await benchQuiz()
    const people = figures.people.toLocaleString('en')
    say([
      { what: `(k) ${people} 人交 50 题的卷`, value: figures.seconds, unit: '秒', goal: { atMost: 60 } },
      { what: '　　没有办成', value: figures.errors, unit: '次', goal: { atMost: 0 } },
      { what: '　　丢失', value: figures.lost, unit: '份', goal: { atMost: 0 } },
      { what: '　　重复', value: figures.doubled, unit: '份', goal: { atMost: 0 } },
      { what: '　　每秒', value: figures.perSecond, unit: '份' },
      { what: '　　交一份卷，中位', value: figures.medianMs, unit: '毫秒' },
      { what: '　　交一份卷，p99', value: figures.p99Ms, unit: '毫秒' },
      { what: '　　服务与存储自己占的内存', value: figures.memoryMb, unit: 'MB' },
      { what: '(l) 存一题的答案，对“裸 Koa 写一行”', value: figures.savesToBare, unit: '倍', goal: { atLeast: 0.5 } },
      { what: '　　每次换一个人，登录和职务都要重读', value: figures.strangersToBare, unit: '倍' },
      { what: '　　存答案', value: figures.saves, unit: '次/秒' },
      { what: '(m) 从 10,000 题里抽 50 题', value: figures.drawMs, unit: '毫秒', goal: { atMost: 5 } },
      { what: '(n) 导入 10,000 道题，从上传到入库', value: figures.importSeconds, unit: '秒', goal: { atMost: 20 } },
    ])
  },
  async firstPaint() {
    const { first, usable, bare } = await benchFirstPaint()
    say([
      { what: '(j) 慢网络、慢手机第一次打开，见到内容', value: first, unit: '秒', goal: { atMost: 1.5 } },
      { what: '　　可以点“登录”', value: usable, unit: '秒' },
      { what: '　　没有脚本的空页', value: bare, unit: '秒' },
    ])
  },
  async embedded() {
    console.log('  (e) 内嵌存储')
    for (const [what, value] of Object.entries(await benchEmbedded())) console.log(`　　${what}：${value}`)
  },
}

async function main(): Promise<void> {
  const asked = process.argv.slice(2)
  const chosen = asked.length > 0 ? asked : Object.keys(benches)
  for (const name of chosen) {
    const bench = benches[name]
    if (!bench) throw new Error(`没有这项：${name}；可用：${Object.keys(benches).join('、')}`)
    console.log(`\n${name}`)
    await bench()
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
