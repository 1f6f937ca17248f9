import * as v from '@shared/core/schema'
import { findPostFault, findVideoFault } from './links'
import {
  COURSE_COUNTS_LABELS,
  COURSE_STATE_LABELS,
  type CourseCounts,
  LEARNER_STATE_LABELS,
  LESSON_STATE_LABELS,
  LONGEST,
  MOST,
} from './model'

const filled = (max: number) => v.pipe(v.text(max), v.nonEmpty('不能为空'))
const link = (findFault: (url: string) => string | undefined) =>
  v.pipe(
    v.line(LONGEST.url),
    v.rawCheck(({ dataset, addIssue }) => {
      const fault = dataset.typed ? findFault(dataset.value) : undefined
      if (fault) addIssue({ message: fault })
    }),
  )

export const blockSource = v.object({
  document: v.line(60),
  article: v.line(30),
  version: v.optional(v.plainDate()),
})

const block = v.variant('kind', [
  v.object({ kind: v.literal('heading'), text: v.line(LONGEST.heading) }),
  v.object({ kind: v.literal('text'), text: filled(LONGEST.text) }),
  v.object({
    kind: v.literal('list'),
    items: v.pipe(
      v.array(v.line(LONGEST.item)),
      v.minLength(1, '列表是空的'),
      v.maxLength(MOST.items, '列表太长，请分开'),
    ),
    ordered: v.optional(v.boolean()),
  }),
  v.object({ kind: v.literal('picture'), fileId: v.id(), caption: v.line(LONGEST.caption) }),
  v.object({
    kind: v.literal('quote'),
    text: filled(LONGEST.quote),
    source: v.optional(blockSource),
    gist: v.optional(v.boolean()),
  }),
])

export const blocks = v.pipe(v.array(block), v.maxLength(MOST.blocks, `一节最多 ${MOST.blocks} 段，请分成两节`))
const note = v.optional(v.text(LONGEST.note), '')

/** 学习材料 as an author writes it. */
export const material = v.variant('kind', [
  v.object({ kind: v.literal('article'), blocks }),
  v.object({ kind: v.literal('file'), fileId: v.id(), note }),
  v.object({ kind: v.literal('video'), url: link(findVideoFault), note }),
  v.object({ kind: v.literal('post'), url: link(findPostFault), note }),
])

export const counts = v.picklist(v.keysOf<CourseCounts>(COURSE_COUNTS_LABELS))
export const courseState = v.picklist(v.keysOf(COURSE_STATE_LABELS))
export const lessonState = v.picklist(v.keysOf(LESSON_STATE_LABELS))
export const learnerState = v.picklist(v.keysOf(LEARNER_STATE_LABELS))

export const lessonBody = {
  title: v.line(LONGEST.title),
  minutes: v.whole(1, MOST.minutes),
  material,
  checks: v.pipe(v.array(v.id()), v.maxLength(MOST.checks, `一节最多 ${MOST.checks} 道检查题`)),
}

export const courseBody = {
  title: v.line(LONGEST.title),
  summary: v.text(LONGEST.summary),
  tags: v.pipe(v.array(v.line(LONGEST.tag)), v.maxLength(MOST.tags, `标签最多 ${MOST.tags} 个`)),
  countsFor: v.pipe(v.array(counts), v.maxLength(2)),
  prerequisiteIds: v.pipe(v.array(v.id()), v.maxLength(MOST.prerequisites, `先修课程最多 ${MOST.prerequisites} 门`)),
}

/** A finished course, or what of it is left, as lists show it. */
export const courseRow = v.object({
  id: v.string(),
  title: v.string(),
  summary: v.string(),
  tags: v.array(v.string()),
  organizationName: v.string(),
  lessons: v.number(),
  minutes: v.number(),
  /** Lessons done, and where the reader stands. */
  done: v.number(),
  state: learnerState,
})

/** Who asks for a course and by when. */
export const demandLine = v.object({
  id: v.string(),
  askedBy: v.string(),
  dueOn: v.plainDate(),
  why: v.string(),
})
