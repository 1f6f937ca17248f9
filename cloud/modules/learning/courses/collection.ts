import {
  anything,
  count,
  defineCollection,
  flag,
  optionalText,
  optionalWhen,
  text,
  texts,
  when,
} from '@cloud/core/database/collection'
import type { CourseContent, CourseCounts, CourseState } from '@shared/modules/learning/model'

/** What ships with the product belongs to no organisation and is read by everybody. */
export const PRODUCT = { organizationId: '', path: '/' } as const

/** 课程 — what lists and searches need; its content stands in versions. */
export interface CourseRecord {
  _id: string
  organizationId: string
  path: string
  title: string
  sortKey: string
  summary: string
  tags: string[]
  countsFor: CourseCounts[]
  prerequisiteIds: string[]
  state: CourseState
  /** Of what is published; 0 before the first time. */
  version: number
  lessons: number
  minutes: number
  /** Who finds it in the catalogue; the product's are found by everybody. */
  audience: { organizationIds: string[]; posts: string[] }
  /** There is a draft that says something else than what is published. */
  changed: boolean
  publishedOn?: string
  /** Digest of the file a course of the product was installed from. */
  digest?: string
  at: Date
}

export const Courses = defineCollection<CourseRecord>(
  'courses',
  {
    organizationId: { type: String, default: '' },
    path: text,
    title: text,
    sortKey: text,
    summary: { type: String, default: '' },
    tags: texts,
    countsFor: texts,
    prerequisiteIds: texts,
    state: text,
    version: count,
    lessons: count,
    minutes: count,
    audience: anything,
    changed: flag,
    publishedOn: optionalText,
    digest: optionalText,
    at: when,
  },
  [
    { keys: { 'audience.organizationIds': 1, state: 1, sortKey: 1, _id: 1 } },
    { keys: { path: 1, sortKey: 1, _id: 1 } },
    { keys: { organizationId: 1, sortKey: 1, _id: 1 } },
    { keys: { prerequisiteIds: 1, _id: 1 } },
  ],
)

/** 课程版本 — what a course consisted of at a time; never altered. */
export interface CourseVersionRecord {
  /** `courseId:version` */
  _id: string
  courseId: string
  version: number
  content: CourseContent
  byId: string
  at: Date
}

export const courseVersionId = (courseId: string, version: number): string => `${courseId}:${version}`

export const CourseVersions = defineCollection<CourseVersionRecord>(
  'courseVersions',
  { courseId: text, version: count, content: anything, byId: { type: String, default: '' }, at: when },
  [{ keys: { courseId: 1, version: -1 } }],
)

/** 课程草稿 — one per course; the revision keeps two authors from writing over each other. */
export interface CourseDraftRecord {
  /** Id of the course. */
  _id: string
  organizationId: string
  path: string
  content: CourseContent
  revision: number
  byId: string
  byName: string
  at?: Date
}

export const CourseDrafts = defineCollection<CourseDraftRecord>('courseDrafts', {
  organizationId: text,
  path: text,
  content: anything,
  revision: count,
  byId: text,
  byName: text,
  at: optionalWhen,
})
