import type { Notice, NoticeSource } from '@cloud/core/notice'
import { plainDateOf } from '@shared/core/plainDate'
import { RULING_LABELS } from '@shared/modules/quiz/appeals/ruling'
import { CERTIFICATE_CHANGE_WORDS } from '@shared/modules/quiz/certificates/model'
import { ownExamPage } from '@shared/modules/quiz/exams/duty'
import { certificateChanges } from '../certificates/changes'
import { Attempts, type ExamRecord, Exams } from '../exams/collection'
import { type AppealRecord, Appeals } from './collection'
import { REJECTED_FACT } from './decide'
import { RESCORED_FACT } from './rescore'

const shortened = (title: string): string => (title.length > 24 ? `${title.slice(0, 24)}…` : title)

async function rejectedNotice(appealId: string): Promise<Notice | undefined> {
  const appeal = await Appeals.findById(appealId).lean<AppealRecord>()
  if (appeal?.state !== 'rejected' || !appeal.decidedAt) return undefined
  return {
    subject: `${REJECTED_FACT}:${appealId}`,
    revision: '1:rejected',
    organizationId: appeal.organizationId,
    path: appeal.path,
    recipients: appeal.voices.map(({ personId }) => personId),
    private: true,
    text: {
      title: `你说有问题的题没有改：${shortened(appeal.title)}`,
      why: appeal.decidedBecause ?? '',
      note: '题目复核过，没有改',
      dueOn: plainDateOf(appeal.decidedAt.getTime()),
      page: ownExamPage(appeal.examId),
      label: '看看',
    },
  }
}

const PAGE = 500

/** Everybody whose result the ruling has changed in this exam, a page after the other, and everybody who had said that the question is wrong. */
async function* rescoredPeople(appealId: string, examId: string): AsyncGenerator<string[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: { _id: string; personId: string }[] = await Attempts.find(
      { examId, 'changes.appealId': appealId, _id: { $gt: after } },
      { personId: 1 },
    )
      .sort({ _id: 1 })
      .limit(PAGE)
      .lean()
    yield rows.map(({ personId }) => personId)
    after = rows.length < PAGE ? undefined : rows.at(-1)?._id
  }
  const decided = await Appeals.find({ decidedWith: appealId, examId }, { voices: 1 }).lean<AppealRecord[]>()
  yield decided.flatMap(({ voices }) => voices.map(({ personId }) => personId))
}

/** What a question that was put right has changed for them. */
async function rescoredNotice(appealId: string, examId: string): Promise<Notice | undefined> {
  const exam = await Exams.findById(examId).lean<ExamRecord>()
  const appeal = await Appeals.findById(appealId).lean<AppealRecord>()
  if (!exam || !appeal?.decidedAs || !appeal.decidedAt) return undefined
  const why = `${shortened(appeal.title)} · ${appeal.decidedBecause ?? ''}`
  const decided = { id: appealId, decidedAt: appeal.decidedAt }
  return {
    subject: `${RESCORED_FACT}:${appealId}:${examId}`,
    revision: '1:rescored',
    organizationId: exam.organizationId,
    path: exam.path,
    recipients: rescoredPeople(appealId, examId),
    private: true,
    text: {
      title: `“${exam.title}”有一道题改判：${RULING_LABELS[appeal.decidedAs]}`,
      why,
      note: '考试成绩重新算过',
      dueOn: plainDateOf(appeal.decidedAt.getTime()),
      page: ownExamPage(examId),
      label: '看成绩',
    },
    async toSome(personIds) {
      const changes = await certificateChanges(exam, decided, personIds)
      return new Map(
        [...changes].map(([personId, change]) => {
          const said = CERTIFICATE_CHANGE_WORDS[change]
          return [personId, { ...said, why: `${said.why}。${why}` }]
        }),
      )
    },
  }
}

export const appealNotices: NoticeSource = {
  facts: [REJECTED_FACT, RESCORED_FACT],
  async find(_, { fact, factId }) {
    if (fact === REJECTED_FACT) return rejectedNotice(factId)
    const [appealId = '', examId = ''] = factId.split(':')
    return rescoredNotice(appealId, examId)
  },
}
