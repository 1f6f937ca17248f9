import type { Deps } from '@cloud/core/deps'
import { installProductCourses, productCourseId } from '@cloud/modules/learning/courses/product'
import { QuestionVersions } from '@cloud/modules/quiz/banks/collection'
import { installProductBanks } from '@cloud/modules/quiz/banks/product'
import type { Content } from '@shared/modules/quiz/model'
import type { TestClient } from '../support/service'

/** The banks and courses of the product, as the start of the service installs them. */
export async function installProduct(deps: Deps): Promise<void> {
  await installProductBanks(deps)
  await installProductCourses(deps)
}

export const heightCourse = productCourseId('height')

interface AskedCheck {
  questionId: string
  version: number
  tries: number
  passed: boolean
  asked: { kind: string; stem: string; options: { text: string }[]; gaps: number }
}

/** What a test knows and a phone does not: the right answer, or a wrong one, in the order of options shown. */
export async function answerOf({ questionId, version, asked }: AskedCheck, right: boolean) {
  const stored = await QuestionVersions.findById(`${questionId}:${version}`).lean()
  const content = stored?.content as Exclude<Content, { kind: 'case' }>
  if (content.kind === 'blank')
    return right ? content.accepted.map(([one]) => one) : content.accepted.map(() => '不知道')
  const texts = content.key.map((place) => content.options[place]?.text)
  const places = asked.options.flatMap(({ text }, i) => (texts.includes(text) ? [i] : []))
  if (right) return places
  return [asked.options.findIndex((_, i) => !places.includes(i) || places.length > 1)]
}

/** Learns a lesson: answers each question, wrong ones first where told, until the lesson is done. */
export async function learnLesson(client: TestClient, courseId: string, lessonId: string, wrongFirst = 0) {
  const base = `/learning/courses/${courseId}/lessons/${lessonId}`
  let wrong = wrongFirst
  let last: { state: string; courseDone: boolean } | undefined
  for (let round = 0; round < 20; round += 1) {
    const { checks } = (await client.get(base)).body
    const [open] = (checks as AskedCheck[]).filter(({ passed }) => !passed)
    if (!open) return last
    const { questionId, version, tries } = open
    const answer = await answerOf(open, wrong <= 0)
    wrong -= 1
    const reply = await client.post(`${base}/answers`, { questionId, version, tries, answer })
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body))
    last = reply.body
  }
  throw new Error('lesson not learnt')
}

/** Learns every lesson of a course that is not done. */
export async function learnCourse(client: TestClient, courseId: string) {
  const { lessons } = (await client.get(`/learning/courses/${courseId}`)).body
  let last: { state: string; courseDone: boolean } | undefined
  for (const { id, state } of lessons) if (state !== 'done') last = await learnLesson(client, courseId, id)
  return last
}
