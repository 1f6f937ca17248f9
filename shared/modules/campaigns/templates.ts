import type { CampaignTemplate, PaperRecipe, TemplateNode } from './model'

/** What an exam asks unless told otherwise. */
export const QUICK_PAPER: PaperRecipe = { bankKeys: ['safetyLaw', 'siteWork'], single: 5, multiple: 2, judgement: 3 }
const whole: PaperRecipe = { bankKeys: ['safetyLaw', 'siteWork'], single: 20, multiple: 10, judgement: 20 }

const opening: TemplateNode = {
  kind: 'push',
  title: '活动开始了',
  text: '今天起开展这次活动，自愿参加。每次几分钟：看一看、答一答，现场活动到了就算参加。',
  after: 0,
  days: 7,
}
const closing: TemplateNode = {
  kind: 'push',
  title: '活动快结束了',
  text: '还没来得及参加的，这两天抽几分钟就行。对活动有什么想法，告诉工会小组长。',
  after: 27,
  days: 3,
}

/** E-30 */
const safetyMonth: CampaignTemplate = {
  id: 'safetyMonth',
  name: '安全生产月',
  theme: '人人讲安全、个个会应急',
  period: { from: '06-01', to: '06-30' },
  source: { document: '全国“安全生产月”活动惯例', article: '每年 6 月；6 月 16 日安全宣传咨询日' },
  note: '每年主题以当年通知为准，请改成今年的；咨询日默认 6 月 16 日，本单位另有安排可以改期。',
  nodes: [
    opening,
    {
      kind: 'course',
      title: '岗位安全五分钟',
      text: '学本岗位常见危险和防护要点，看完答几道小题。',
      after: 0,
      days: 30,
      course: { key: 'height' },
    },
    {
      kind: 'exam',
      title: '安全知识小答题',
      text: '十道题，约五分钟；答错的会告诉你为什么。',
      after: 7,
      days: 12,
      paper: QUICK_PAPER,
    },
    {
      kind: 'event',
      title: '安全宣传咨询日',
      text: '现场咨询、应急器材体验、职工提建议。扫现场屏幕上的码签到。',
      after: 15,
      days: 1,
      fixedOn: '06-16',
      startTime: '09:00',
      endTime: '11:00',
      place: '项目部会议室',
    },
    {
      kind: 'contest',
      title: '班组安全竞赛',
      text: '以班组为单位参加，看参与和掌握情况，不排个人名次。',
      after: 20,
      days: 9,
      paper: whole,
    },
    closing,
  ],
}

/** E-30: the days are from practice and were not found in a document. */
const lawWeek: CampaignTemplate = {
  id: 'lawWeek',
  name: '《安全生产法》宣传周',
  theme: '学法守法，安全在我',
  period: { from: '12-01', to: '12-07' },
  source: { document: '《安全生产法》宣传周惯例', article: '每年 12 月第一周' },
  note: '起止日期按惯例预填，没有核到文件原文，请按当年通知改。',
  nodes: [
    { ...opening, days: 3 },
    {
      kind: 'course',
      title: '读懂从业人员的权利和义务',
      text: '知情、建议、拒绝违章指挥、紧急撤离；该做的也要做到。',
      after: 0,
      days: 7,
      course: { key: 'stop-work' },
    },
    {
      kind: 'exam',
      title: '《安全生产法》小答题',
      text: '十道题，每道都注明出自哪一条。',
      after: 2,
      days: 5,
      paper: { ...QUICK_PAPER, bankKeys: ['safetyLaw'] },
    },
    {
      kind: 'event',
      title: '班前十分钟说法',
      text: '用身边的事说法条，听完签到。',
      after: 4,
      days: 1,
      startTime: '08:00',
      endTime: '08:30',
      place: '班前会地点',
    },
  ],
}

const fireDay: CampaignTemplate = {
  id: 'fireDay',
  name: '11·9 消防宣传',
  theme: '全民消防，生命至上',
  period: { from: '11-01', to: '11-30' },
  source: { document: '119 消防宣传月惯例', article: '每年 11 月；11 月 9 日消防日' },
  note: '每年主题以当年通知为准；演练日默认 11 月 9 日，可以改期。',
  nodes: [
    opening,
    {
      kind: 'event',
      title: '疏散和灭火演练',
      text: '听到警报按路线撤离，到集合点签到；愿意的可以试用灭火器。',
      after: 8,
      days: 1,
      fixedOn: '11-09',
      startTime: '15:00',
      endTime: '16:00',
      place: '驻地集合点',
    },
    {
      kind: 'exam',
      title: '消防小答题',
      text: '动火、用电、逃生，十道题。',
      after: 9,
      days: 14,
      paper: QUICK_PAPER,
    },
    closing,
  ],
}

/** E-29 */
const ankang: CampaignTemplate = {
  id: 'ankang',
  name: '“安康杯”竞赛',
  theme: '筑牢安康防线，共促治本攻坚',
  period: { from: '01-01', to: '12-31' },
  source: {
    document: '2025—2026 年度全国“安康杯”竞赛活动通知（全国总工会、应急管理部、国家卫生健康委）',
    article: '竞赛主题和十项行动',
  },
  note: '主题是 2025—2026 年度的；下一届会有新主题，请按新的通知改。各项行动按本单位实际取舍。',
  nodes: [
    { ...opening, days: 30 },
    {
      kind: 'course',
      title: '职工安全健康科普',
      text: '职业病防护和岗位危险，分几次看完就行。',
      after: 30,
      days: 120,
      course: { key: 'occupational-health' },
    },
    {
      kind: 'exam',
      title: '安全健康小答题',
      text: '十道题，约五分钟；答错的会告诉你为什么。',
      after: 120,
      days: 30,
      paper: QUICK_PAPER,
    },
    {
      kind: 'event',
      title: '职工应急演练',
      text: '按预案演练一次，现场签到；说说哪里不顺手。',
      after: 150,
      days: 1,
      startTime: '09:00',
      endTime: '10:30',
      place: '施工现场',
    },
    {
      kind: 'contest',
      title: '班组安全建设竞赛',
      text: '以班组为单位参加，看参与和掌握情况。',
      after: 210,
      days: 30,
      paper: whole,
    },
    {
      kind: 'push',
      title: '当一回安全生产“吹哨人”',
      text: '发现隐患或违章，告诉班组长或工会小组长，也可以直接用应急热线。',
      after: 270,
      days: 30,
    },
    { ...closing, after: 350, days: 15 },
  ],
}

const own: CampaignTemplate = {
  id: 'own',
  name: '本单位自定活动',
  theme: '',
  period: { days: 14 },
  source: { document: '本单位安排', article: '主题、时间、内容都由本单位定' },
  nodes: [
    opening,
    { kind: 'exam', title: '小答题', text: '十道题，约五分钟。', after: 3, days: 10, paper: QUICK_PAPER },
  ],
}

/** 自带模板 — sensible defaults in our own words; any unit adapts them and keeps its own. */
export const PRODUCT_TEMPLATES: readonly CampaignTemplate[] = [safetyMonth, lawWeek, fireDay, ankang, own]
