import { drainChanges } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps, Work } from '@cloud/core/deps'
import { addDays, instantAt, plainDateOf } from '@shared/core/plainDate'
import type { Content } from '@shared/modules/quiz/model'
import { installProductCourses, productCourseId } from '../modules/learning/courses/product'
import { Demands } from '../modules/learning/demands/collection'
import { createDemand } from '../modules/learning/demands/commands'
import { readCourse, readLessonPage } from '../modules/learning/learners/course'
import { answerCheck } from '../modules/learning/learners/study'
import { listAppointments, listOrganizations } from '../modules/organizations/index'
import { listGroupPeople } from '../modules/people/index'
import { QuestionVersions } from '../modules/quiz/banks/collection'
import { installProductBanks } from '../modules/quiz/banks/product'
import { actAs } from './demoYear'

const COURSE = productCourseId('height')
/** Lessons learnt by the people of a team, one after the other; who is not named has not begun. */
const LESSONS = [9, 2, 0, 9, 1, 9, 0, 9]
const ASKED_BEFORE = 6
const DUE_IN = 5

type Page = Awaited<ReturnType<typeof readLessonPage>>

/** The right answer in the order in which somebody was shown the options. */
async function rightAnswer({ questionId, version, asked }: Page['checks'][number]) {
  const stored = await QuestionVersions.findById(`${questionId}:${version}`).lean<{ content: Content }>()
  const content = stored?.content
  if (!content || content.kind === 'case') return null
  if (content.kind === 'blank') return content.accepted.map(([first = '']) => first)
  const texts = content.key.map((place) => content.options[place]?.text)
  const options = 'options' in asked ? asked.options : []
  return options.flatMap(({ text }, place) => (texts.includes(text) ? [place] : []))
}

async function learnLesson(work: Work, lessonId: string): Promise<void> {
  const { checks } = await readLessonPage(work, COURSE, lessonId)
  for (const check of checks.filter(({ passed }) => !passed)) {
    const { questionId, version, tries } = check
    await answerCheck(work, COURSE, lessonId, { questionId, version, tries, answer: await rightAnswer(check) })
  }
}

/** The union of the demo company asks its teams for a course of the product; some have finished, some are under way. */
export async function seedDemoLearning(deps: Deps): Promise<void> {
  const today = plainDateOf(deps.clock.now())
  const [union] = await listOrganizations({ kind: 'union' })
  const offices = union ? await listAppointments([union.id], today) : []
  const officer = offices.find(({ role }) => role === 'unionOfficer')
  const teams = await listOrganizations({ kind: 'team' })
  if (!officer || teams.length === 0) return
  await installProductBanks(deps)
  await installProductCourses(deps)
  if (await Demands.exists({ courseId: COURSE })) return
  const asker = await actAs(deps, officer.personId, instantAt(addDays(today, -ASKED_BEFORE), '09:00'))
  await inTransaction(() =>
    createDemand(asker, {
      courseId: COURSE,
      organizationId: officer.organizationId,
      audience: { organizationIds: teams.map(({ id }) => id) },
      dueOn: addDays(today, DUE_IN),
      why: '高处作业多，上墩之前先学一遍',
    }),
  )
  for (const { id: teamId } of teams)
    for (const [i, { id }] of (await listGroupPeople([teamId])).entries()) {
      const day = addDays(today, -1 - (i % (ASKED_BEFORE - 1)))
      const work = await actAs(deps, id, instantAt(day, '12:20'))
      const { lessons } = await readCourse(work, COURSE)
      for (const lesson of lessons.slice(0, LESSONS[i % LESSONS.length]))
        await inTransaction(() => learnLesson(work, lesson.id))
    }
  await drainChanges(deps)
}
