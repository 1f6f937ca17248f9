import { drainChanges } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps, Work } from '@cloud/core/deps'
import { addDays, instantAt, type PlainDate, plainDateOf } from '@shared/core/plainDate'
import { shownAnswer } from '@shared/modules/quiz/asked'
import type { Answer } from '@shared/modules/quiz/model'
import { listAppointments, listOrganizations } from '../modules/organizations/index'
import { listGroupPeople } from '../modules/people/index'
import { installProductBanks } from '../modules/quiz/banks/product'
import { contentsOf } from '../modules/quiz/contents'
import { startAttempt } from '../modules/quiz/exams/attempts/start'
import { submitAttempt } from '../modules/quiz/exams/attempts/submit'
import { Attempts, Exams, Papers } from '../modules/quiz/exams/collection'
import { createExam, publishExam } from '../modules/quiz/exams/commands'
import { findProductBanks } from '../modules/quiz/exams/forOthers'
import { endOver } from '../modules/quiz/exams/plans'
import { actAs } from './demoYear'

const TITLE = '岗位安全知识考试'
/** Questions answered right by the people of a team, one after the other; who is not named has not taken it. */
const RIGHT = [10, 9, 8, 10, 6, 9, undefined, 8]
const BEGAN_BEFORE = 20
const DAYS = 7

/** An exam of the union for its teams, with a certificate, that is over. @returns its id. */
async function holdExam(
  work: Work,
  organizationId: string,
  teamIds: readonly string[],
  on: PlainDate,
): Promise<string> {
  const bankIds = await findProductBanks(['safetyLaw', 'siteWork'])
  return inTransaction(async () => {
    const id = await createExam(work, organizationId, {
      title: TITLE,
      audience: { organizationIds: [...teamIds] },
      paper: {
        kind: 'drawn',
        bankIds,
        rows: [
          { kind: 'single', count: 6, points: 10 },
          { kind: 'judgement', count: 4, points: 10 },
        ],
      },
      opensAt: instantAt(on, '08:00'),
      closesAt: instantAt(addDays(on, DAYS), '18:00'),
      passPercent: 80,
      certificate: true,
    })
    await publishExam(work, id)
    return id
  })
}

/** Answers to a paper as it was shown, the first so many right. */
async function answersTo(attemptId: string, right: number, doneAt: string) {
  const items = (await Papers.findById(attemptId).lean())?.items ?? []
  const contents = await contentsOf(items.map(({ versionId }) => versionId))
  return items.flatMap(({ versionId, orders }, place) => {
    const content = contents.get(versionId)?.content
    if (!content || content.kind === 'case' || content.kind === 'blank') return []
    const [key = 0] = content.key
    const stored: Answer = [place < right ? key : (key + 1) % content.options.length]
    const answer = shownAnswer(stored, orders) as number[]
    return [{ place, seq: 1, answer, doneAt }]
  })
}

async function takeExam(work: Work, examId: string, right: number): Promise<void> {
  const { id } = await startAttempt(work, examId)
  const answers = await answersTo(id, right, work.now)
  await inTransaction(() => submitAttempt(work, id, answers))
}

/** The union of the demo company has held an exam: most have passed and have their certificate. What is there already stays. */
export async function seedDemoExam(deps: Deps): Promise<void> {
  const today = plainDateOf(deps.clock.now())
  const [union] = await listOrganizations({ kind: 'union' })
  const offices = union ? await listAppointments([union.id], today) : []
  const officer = offices.find(({ role }) => role === 'unionOfficer')
  const teams = (await listOrganizations({ kind: 'team' })).map(({ id }) => id)
  if (!officer || teams.length === 0) return
  await installProductBanks(deps)
  const on = addDays(today, -BEGAN_BEFORE)
  const { organizationId } = officer
  const setter = await actAs(deps, officer.personId, instantAt(on, '07:50'))
  const there = await Exams.findOne({ organizationId, title: TITLE }, { _id: 1 }).lean()
  const examId = there?._id ?? (await holdExam(setter, organizationId, teams, on))
  for (const teamId of teams)
    for (const [i, { id: personId }] of (await listGroupPeople([teamId])).entries()) {
      const right = RIGHT[i % RIGHT.length]
      if (right === undefined || (await Attempts.exists({ examId, personId, state: 'submitted' }))) continue
      const work = await actAs(deps, personId, instantAt(addDays(on, i % DAYS), '12:30'))
      await takeExam(work, examId, right)
    }
  await endOver(deps)
  await drainChanges(deps)
}
