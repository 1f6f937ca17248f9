import type { Notice, NoticeSource } from '@cloud/core/notice'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { pagesOfEverybody } from '@cloud/modules/people/index'
import { clockTimeOf, dayOf, monthOf, type PlainDate, plainDateOfInstant } from '@shared/core/plainDate'
import { endOf, ownExamPage } from '@shared/modules/quiz/exams/duty'
import type { ExamWord } from '@shared/modules/quiz/exams/model'
import { Attempts, type ExamRecord, Exams } from './collection'
import { EXAM_FACT } from './note'
import { toExam } from './queries'

const TITLES = {
  published: (title: string) => `要参加的考试：${title}`,
  moved: (title: string) => `考试改了结束时间：${title}`,
  cancelled: (title: string) => `考试取消了：${title}`,
} as const satisfies Record<ExamWord, (title: string) => string>

const momentWord = (on: PlainDate, time: string): string => `${monthOf(on)}月${dayOf(on)}日 ${time}`

async function withoutDone(examId: string, personIds: readonly string[]): Promise<string[]> {
  const where = { examId, personId: { $in: [...personIds] }, counts: true }
  const done = new Set((await Attempts.find(where, { personId: 1 }).lean()).map(({ personId }) => personId))
  return personIds.filter((id) => !done.has(id))
}

/** Another end concerns those who have not handed in; everything else concerns all. */
async function* recipientsOf({ _id, audience, word }: ExamRecord, atOnce: number | undefined) {
  for await (const people of pagesOfEverybody(audience, atOnce)) {
    const ids = people.map(({ id }) => id)
    yield word?.kind === 'moved' ? await withoutDone(_id, ids) : ids
  }
}

async function whyOf({ organizationId, minutes, attempts, word }: ExamRecord): Promise<string> {
  if (word?.why) return word.why
  const [place] = await listOrganizations({ ids: [organizationId] })
  return `${place?.name ?? '上级'}安排，限时 ${minutes} 分钟，可考 ${attempts} 次`
}

/** The latest word about an exam to those it is meant for; none once it is over, but that it is off. */
async function examNotice(examId: string, now: number, atOnce?: number): Promise<Notice | undefined> {
  const record = await Exams.findById(examId).lean<ExamRecord>()
  if (!record?.word || record.quiet || record.closesAt.getTime() <= now) return undefined
  const { number, kind } = record.word
  const { opensAt, closesAt } = toExam(record)
  const end = endOf(closesAt)
  const isAhead = kind === 'published' && record.opensAt.getTime() > now
  return {
    subject: `${EXAM_FACT}:${examId}`,
    revision: `${number}:${kind}`,
    organizationId: record.organizationId,
    path: record.path,
    recipients: recipientsOf(record, atOnce),
    text: {
      title: TITLES[kind](record.title),
      why: await whyOf(record),
      note: isAhead
        ? `${momentWord(plainDateOfInstant(opensAt), clockTimeOf(opensAt))} 开始`
        : kind === 'cancelled'
          ? `不用考了${record.certificate ? '，证书撤销' : ''}`
          : `${momentWord(end.on, end.time)} 截止`,
      dueOn: end.on,
      dueTime: end.time,
      page: ownExamPage(examId),
      label: kind === 'cancelled' ? '查看' : '去考试',
    },
  }
}

/** @param atOnce people of an audience held at a time */
export const examNoticesBy = (atOnce?: number): NoticeSource => ({
  facts: [EXAM_FACT],
  find: ({ clock }, { factId }) => examNotice(factId, clock.now(), atOnce),
})
export const examNotices = examNoticesBy()
