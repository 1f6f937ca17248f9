/**
 * 本人可以更正的项 — what everybody knows best about himself. `direct`: counts at once; `approval`: stands in the personnel file, so
 * whoever keeps the register looks at it first. `asked`: changes in a life, so it is asked for again from time to time.
 */
export const OWN_FIELDS = {
  phone: { label: '手机号码', correct: 'direct', asked: true, hint: '11 位手机号' },
  address: { label: '家庭住址', correct: 'direct', asked: true, hint: '写到门牌' },
  post: { label: '工作岗位', correct: 'direct', asked: true, hint: '例如 安全员' },
  education: { label: '学历', correct: 'approval', asked: true, hint: '例如 本科' },
  ethnicity: { label: '民族', correct: 'approval', asked: false, hint: '例如 汉族' },
  birthOn: { label: '出生日期', correct: 'approval', asked: false, hint: '例如 1990-01-31' },
  joinedOn: { label: '加入党组织日期', correct: 'approval', asked: false, hint: '例如 2015-07-01' },
  fullOn: { label: '转为正式党员日期', correct: 'approval', asked: false, hint: '例如 2016-07-01' },
} as const satisfies Record<string, { label: string; correct: 'direct' | 'approval'; asked: boolean; hint: string }>

export type OwnField = keyof typeof OWN_FIELDS
export const OWN_FIELD_NAMES = Object.keys(OWN_FIELDS) as [OwnField, ...OwnField[]]
/** Fields the small card asks about. */
export const ASKED_FIELDS = OWN_FIELD_NAMES.filter((field) => OWN_FIELDS[field].asked)
