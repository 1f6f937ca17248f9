/** Areas of the product as the audit trail names them: the part of an action before the dot. */
export const AUDIT_MODULE_LABELS = {
  people: '人员名册',
  organizations: '组织、任免与规定',
  accounts: '账号与登录',
  meetings: '组织生活',
  duties: '全年计划',
  reminders: '提醒',
  exchange: '导入与批量',
  calendar: '工作日历',
  learning: '课程与学习',
  quiz: '题库与考试',
  campaigns: '活动',
  appraisals: '民主评议',
  talks: '谈心谈话',
  care: '关怀',
  memberLife: '党员组织生活',
  handovers: '岗位交接',
  feeds: '日历订阅',
  burden: '填报减负',
  files: '文件',
  audit: '操作记录',
} as const
export type AuditModule = keyof typeof AUDIT_MODULE_LABELS
export const AUDIT_MODULES = Object.keys(AUDIT_MODULE_LABELS) as readonly AuditModule[]

/** What an action belongs to, in words. */
export function moduleLabelOf(action: string): string {
  const [module = ''] = action.split('.')
  const labels: Readonly<Record<string, string>> = AUDIT_MODULE_LABELS
  return labels[module] ?? module
}
