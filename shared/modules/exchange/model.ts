/** 导入种类 — what a file holds: one organisation, one person or one question per row. */
export const IMPORT_KIND_LABELS = { organizations: '组织名册', members: '党员名册', questions: '题目' } as const
export type ImportKind = keyof typeof IMPORT_KIND_LABELS
export const IMPORT_KINDS = Object.keys(IMPORT_KIND_LABELS) as readonly ImportKind[]

/** 名册 — what goes into the register, by the administrator; questions go into a bank, by whoever keeps it. */
export type RosterKind = Exclude<ImportKind, 'questions'>
export const ROSTER_KINDS = ['organizations', 'members'] as const satisfies readonly RosterKind[]

/** What a column of a member roster can be (D-03). */
export const MEMBER_FIELD_LABELS = {
  name: '姓名',
  idNumber: '身份证号',
  sex: '性别',
  ethnicity: '民族',
  birthOn: '出生日期',
  education: '学历',
  membership: '人员类别',
  branch: '所在党支部',
  group: '党小组',
  team: '班组',
  duty: '党内职务',
  dutyFrom: '任职日期',
  joinedOn: '入党日期',
  fullOn: '转正日期',
  post: '工作岗位',
  phone: '手机号码',
  address: '家庭住址',
} as const
export type MemberField = keyof typeof MEMBER_FIELD_LABELS

/** What a column of an organisation roster can be (D-02, as far as the register keeps it). */
export const ORGANIZATION_FIELD_LABELS = {
  name: '组织名称',
  kind: '组织类别',
  parent: '上级组织',
  foundedOn: '成立日期',
  secretary: '书记',
} as const
export type OrganizationField = keyof typeof ORGANIZATION_FIELD_LABELS

/** What a file can say of a question. */
export const QUESTION_FIELD_LABELS = {
  kind: '题型',
  stem: '题干',
  options: '选项',
  answer: '答案',
  parts: '小题',
  explanation: '解析',
  chapter: '章节',
  tags: '标签',
  difficulty: '难度',
  citation: '出处',
  code: '题目编码',
} as const
export type QuestionField = keyof typeof QUESTION_FIELD_LABELS

/** What a change for many can touch besides. */
export const CHANGE_FIELD_LABELS = {
  exempt: '到会要求',
  leftOn: '离开单位',
  dissolvedOn: '撤销',
  office: '职务',
} as const

/** `person` is no column: it holds the answer to “is this the person already in the register?”. */
export type Field = MemberField | OrganizationField | QuestionField | keyof typeof CHANGE_FIELD_LABELS | 'person'

/** 批量调整的种类 */
export const CHANGE_LABELS = {
  'people.group': '调整党小组',
  'people.team': '调整班组',
  'people.move': '转到另一个支部',
  'people.exempt': '标注到会要求',
  'people.leave': '登记离开单位',
  'organizations.rename': '组织改名',
  'organizations.move': '移动组织',
  'organizations.dissolve': '撤销组织',
  'offices.appoint': '任命',
  'offices.end': '免去职务',
} as const
export type ChangeAction = keyof typeof CHANGE_LABELS

export const FIELD_LABELS: Record<ImportKind, Readonly<Record<string, string>>> = {
  members: MEMBER_FIELD_LABELS,
  organizations: ORGANIZATION_FIELD_LABELS,
  questions: QUESTION_FIELD_LABELS,
}

export const fieldsOfKind = (kind: ImportKind): Field[] => Object.keys(FIELD_LABELS[kind]) as Field[]

/** Fields that leave the service masked and stand sealed in the store. */
export const SEALED_FIELDS: readonly Field[] = ['idNumber', 'phone', 'address']

/** 行的状态 */
export const ROW_STATE_LABELS = {
  ready: '可以导入',
  suggested: '有建议',
  needsDecision: '需要你定',
  known: '系统里已有',
  leftOut: '不导入',
} as const
export type RowState = keyof typeof ROW_STATE_LABELS
export const ROW_STATES = Object.keys(ROW_STATE_LABELS) as readonly RowState[]

/** 批次的状态 */
export const BATCH_STATE_LABELS = {
  reading: '正在读取',
  checking: '正在核对',
  review: '待确认',
  committing: '正在导入',
  done: '已导入',
  undoing: '正在撤销',
  undone: '已撤销',
  failed: '没有读成',
} as const
export type BatchState = keyof typeof BATCH_STATE_LABELS

/** What a person may do about an issue: the buttons of its row. */
export type Remedy = 'accept' | 'keep' | 'edit' | 'blank' | 'create' | 'leaveOut'

export interface Choice {
  value: string
  label: string
}

/**
 * 问题 — one thing to say about one cell. `fix`: a safe repair is proposed; `ask`: only a person can tell; `note`: said for the
 * record, nothing to do.
 */
export interface Issue {
  field: Field
  level: 'fix' | 'ask' | 'note'
  reason: string
  /** The value that would be taken over, and how it reads. */
  proposal?: Choice
  /** What a person can pick from. */
  choices?: readonly Choice[]
  may: readonly Remedy[]
}

/** What a person has decided about a row. */
export interface RowChoice {
  /** Take all safe repairs of the row. */
  accepted?: boolean
  /** Leave the text as it stands where that is possible. */
  kept?: boolean
  leftOut?: boolean
  /** A row the sheet itself seemed to leave out (hidden, total …) is wanted after all. */
  takenIn?: boolean
  /** Set up the organisation named in the row. */
  create?: boolean
}

/** One row of the sheet below its heading. */
export interface SourceRow {
  /** Row number as the sheet shows it, from 1. */
  row: number
  /** Where it stands, in words, where the number alone does not say it: one of several sheets, the n-th question of a file. */
  place?: string
  cells: readonly string[]
  /** Why this is no record: a total, a signature, an explanation, a hidden row. */
  aside?: string
  /** The small title above it, where the sheet is grouped by branch. */
  section?: string
}

/** 列的对应 — which column of the sheet is which field. */
export interface Column {
  index: number
  heading: string
  field: Field | null
}

/** A change to a record that is already in the register. */
export interface FieldChange {
  field: Field
  from: string
  to: string
}

/** Texts of a row by field, as they stand in the sheet or were typed over; null = to be left blank. */
export type RowTexts = Partial<Record<Field, string | null>>
export type RowValues = Partial<Record<Field, string>>
