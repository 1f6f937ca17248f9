import type { PlainDate } from '@shared/core/plainDate'

/** 图文的段落种类 — a small closed set of plain texts: nothing in it can run or carry markup. */
export const BLOCK_KIND_LABELS = {
  heading: '小标题',
  text: '段落',
  list: '列表',
  picture: '图片',
  quote: '条文',
} as const
export type BlockKind = keyof typeof BLOCK_KIND_LABELS

/** 出处 of a quotation; the version where it was checked against one. */
export interface BlockSource {
  document: string
  article: string
  version?: PlainDate | undefined
}

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: string[]; ordered?: boolean | undefined }
  | { kind: 'picture'; fileId: string; caption: string }
  /** `gist`: what the article says in other words; the wording of the text itself counts. */
  | { kind: 'quote'; text: string; source?: BlockSource | undefined; gist?: boolean | undefined }

/** 学习材料的种类 */
export const MATERIAL_KIND_LABELS = { article: '图文', file: '文件', video: '视频', post: '公众号文章' } as const
export type MaterialKind = keyof typeof MATERIAL_KIND_LABELS

/** 学习材料 — what one lesson shows. Videos and posts stay where they are: only their address is kept. */
export type Material =
  | { kind: 'article'; blocks: Block[] }
  | { kind: 'file'; fileId: string; note: string }
  | { kind: 'video'; url: string; note: string }
  | { kind: 'post'; url: string; note: string }

/** 一节 — a few minutes, and the questions that show it was understood. Its id outlives every edit, and with it what people have done. */
export interface Lesson {
  id: string
  title: string
  /** Usual time; nobody's clock runs. */
  minutes: number
  material: Material
  /** Questions of the banks, in their order. */
  checks: readonly string[]
}

/** 课程计入哪种学时 — which norms the hours of a course count for; none: nothing is credited. */
export const COURSE_COUNTS_LABELS = { party: '党员集中学习', safety: '安全生产培训' } as const
export type CourseCounts = keyof typeof COURSE_COUNTS_LABELS

/** 课程内容 — what a version of a course consists of. */
export interface CourseContent {
  title: string
  summary: string
  tags: readonly string[]
  countsFor: readonly CourseCounts[]
  /** 先修课程: courses to be finished before this one is begun. */
  prerequisiteIds: readonly string[]
  lessons: readonly Lesson[]
}

export const COURSE_STATE_LABELS = { draft: '草稿', published: '已发布', retired: '已停用' } as const
export type CourseState = keyof typeof COURSE_STATE_LABELS

/** 一节学得怎样 */
export const LESSON_STATE_LABELS = { todo: '还没学', started: '学了一半', done: '学完了' } as const
export type LessonState = keyof typeof LESSON_STATE_LABELS

/** 一个人学一门课到哪里了 */
export const LEARNER_STATE_LABELS = { none: '还没开始', started: '正在学', done: '学完了' } as const
export type LearnerState = keyof typeof LEARNER_STATE_LABELS

/** Bounds of a course. */
export const MOST = {
  lessons: 30,
  blocks: 60,
  items: 12,
  checks: 10,
  prerequisites: 10,
  tags: 6,
  minutes: 120,
} as const
/** Longest texts, in characters. */
export const LONGEST = {
  title: 40,
  summary: 200,
  heading: 40,
  text: 600,
  item: 200,
  caption: 60,
  quote: 600,
  note: 200,
  url: 500,
  tag: 12,
} as const
