import { done, page, pageQuery, source } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { MOST_PARTNERS } from './joint'
import { lecturerKind } from './jointDetail'
import { params, reason } from './schemas'

const link = v.pipe(v.line(300), v.regex(/^https:\/\/[^\s/]+\.[^\s]+$/, '链接应以 https:// 开头'))

/** 授课与材料 — files cannot be kept yet: a link, or the text itself. */
export const lectureFixed = {
  lectures: {
    method: 'GET',
    path: '/meetings/lectures',
    access: 'person',
    summary: '一个人讲过的党课，最近的在前；默认本人',
    query: v.object({ ...pageQuery, personId: v.optional(v.id()) }),
    reply: v.object({
      ...page(
        v.object({
          meetingId: v.string(),
          title: v.string(),
          topic: v.string(),
          on: v.string(),
          organizationName: v.string(),
          present: v.number(),
          hours: v.number(),
        }),
      ).entries,
      name: v.string(),
      /** A Party committee's secretary owes one a year. */
      owed: v.optional(v.object({ why: v.string(), source, done: v.number(), year: v.number() })),
    }),
  },
} as const

export const jointEndpoints = {
  lecturers: {
    method: 'GET',
    path: '/meetings/:meetingId/lecturers',
    access: 'person',
    summary: '可以选作授课人的：本支部党员和上级组织的负责同志',
    params,
    reply: v.object({
      items: v.array(v.object({ personId: v.string(), name: v.string(), kind: lecturerKind, post: v.string() })),
    }),
  },
  setLecture: {
    method: 'PUT',
    path: '/meetings/:meetingId/lecture',
    access: 'person',
    summary: '登记授课人、题目和材料；归档后由书记写明原因更正',
    params,
    body: v.object({
      /** From the lists of the register, or a guest by name and post. */
      lecturerId: v.optional(v.id()),
      guest: v.optional(v.object({ name: v.line(20), post: v.line(40) })),
      topic: v.line(60),
      materials: v.pipe(
        v.array(
          v.object({
            title: v.line(60),
            link: v.optional(link),
            text: v.optional(v.pipe(v.text(8000), v.nonEmpty('不能为空'))),
          }),
        ),
        v.maxLength(10, '材料最多 10 份'),
      ),
      reason: v.optional(reason),
    }),
    reply: done,
  },
  joinable: {
    method: 'GET',
    path: '/meetings/:meetingId/joinable',
    access: 'person',
    summary: '可以请来联合召开的支部：同一上级下面的',
    params,
    query: v.object(pageQuery),
    reply: page(v.object({ organizationId: v.string(), name: v.string() })),
  },
  invite: {
    method: 'POST',
    path: '/meetings/:meetingId/joint',
    access: 'person',
    summary: '请别的支部联合召开',
    params,
    body: v.object({
      organizationIds: v.pipe(
        v.array(v.id()),
        v.minLength(1, '请选至少一个支部'),
        v.maxLength(MOST_PARTNERS, '一次联合召开的支部太多了'),
      ),
    }),
    reply: done,
  },
  answerInvitation: {
    method: 'POST',
    path: '/meetings/:meetingId/joint/answer',
    access: 'person',
    summary: '受邀支部答复：参加或不参加；开会前可以改',
    params,
    body: v.object({ organizationId: v.id(), accept: v.boolean('请选参加或不参加'), reason: v.optional(reason) }),
    reply: done,
  },
} as const
