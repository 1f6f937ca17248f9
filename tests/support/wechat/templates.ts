/** 私有模板 — a template as chosen in the console. */
export interface StubTemplate {
  id: string
  title: string
  /** 2 one-time, 3 long-term. */
  type: 2 | 3
  fields: { key: string; label: string; example: string; values?: string[] }[]
}

/** A template of WeChat's public library, from which `addtemplate` composes private ones. */
export interface LibraryTemplate {
  tid: string
  title: string
  type: 2 | 3
  keywords: { kid: number; type: string; label: string; example: string }[]
}

/** The ids under which the stub's account owns its templates; they never change, so they may stand in a configuration. */
export const stubTemplateIds = {
  meetingNotice: 'mOJ2E2bxnKXX8fpQPdYbSr0uBZJp2bXxcHn-Gx3yT5A',
  todoReminder: 'tK8qVw0cRzN5YjH1uLs3XeFd6PbA_gMi9oQkB7rW2hE',
  reviewResult: 'rV4nPz7sGyC0kTbL9mWqD2xJh6Ua-eFi3oRtY8wK5jM',
} as const

export function initialTemplates(): StubTemplate[] {
  return [
    {
      id: stubTemplateIds.meetingNotice,
      title: '会议通知',
      type: 2,
      fields: [
        { key: 'thing1', label: '会议名称', example: '第一季度党员大会' },
        { key: 'time2', label: '时间', example: '2026年3月1日 15:00' },
        { key: 'thing3', label: '地点', example: '项目部三楼会议室' },
        { key: 'thing4', label: '备注', example: '请提前十分钟到场签到' },
      ],
    },
    {
      id: stubTemplateIds.todoReminder,
      title: '待办提醒',
      type: 2,
      fields: [
        { key: 'thing1', label: '事项', example: '提交会议记录' },
        { key: 'time2', label: '截止时间', example: '2026年3月5日 18:00' },
        { key: 'thing3', label: '说明', example: '距截止还有三天' },
      ],
    },
    {
      id: stubTemplateIds.reviewResult,
      title: '审核结果通知',
      type: 2,
      fields: [
        { key: 'thing1', label: '审核内容', example: '主题党日会议记录' },
        { key: 'phrase2', label: '审核结果', example: '已通过' },
        { key: 'name3', label: '审核人', example: '王建国' },
        { key: 'date4', label: '审核日期', example: '2026年3月6日' },
      ],
    },
  ]
}

export const templateLibrary: readonly LibraryTemplate[] = [
  {
    tid: '1128',
    title: '活动提醒',
    type: 2,
    keywords: [
      { kid: 1, type: 'thing', label: '活动名称', example: '安全生产知识竞赛' },
      { kid: 2, type: 'time', label: '开始时间', example: '2026年6月1日 09:00' },
      { kid: 3, type: 'thing', label: '活动地点', example: '职工之家' },
      { kid: 4, type: 'name', label: '联系人', example: '李红' },
      { kid: 5, type: 'number', label: '名额', example: '30' },
      { kid: 6, type: 'thing', label: '备注', example: '请携带工作证' },
    ],
  },
]
