import { readFileSync } from 'node:fs'
import type { TestService } from '../support/service'

/** Width of every picture here, in pixels. */
export const PICTURE_EDGE = 81

/**
 * A published exam of two questions from a bank of its own, in this order: one with a picture in its stem and in an option, one in its stem.
 * @returns its id, that of the bank, and those of the pictures in the order in which they are shown.
 */
export async function publishPictured(
  service: TestService,
  branch: { id: string; secretary: string },
): Promise<{ examId: string; bankId: string; pictureIds: string[] }> {
  const secretary = service.as(branch.secretary)
  const bank = await secretary.post('/quiz/banks', { organizationId: branch.id, title: '看图题库' })
  const pictureIds: string[] = []
  for (const name of ['study', 'today', 'me']) {
    const bytes = readFileSync(`miniapp/src/assets/tabs/${name}.png`)
    pictureIds.push((await secretary.post(`/files?fileName=${name}.png`, bytes)).body.id)
  }
  const [first, inOption, second] = pictureIds
  const add = async (stem: string, picture: string | undefined, options: object[]) => {
    const content = { kind: 'single', stem, picture, options, key: [0], explanation: '' }
    return (await secretary.post(`/quiz/banks/${bank.body.id}/questions`, { content, tags: ['看图'] })).body.id
  }
  const questions = [
    await add('洞口的图里缺了什么？', first, [{ text: '护栏', picture: inOption }, { text: '安全网' }]),
    await add('这块牌子挂得对不对？', second, [{ text: '对' }, { text: '不对' }]),
  ]
  const { body } = await secretary.post('/quiz/exams', {
    organizationId: branch.id,
    title: '看图找隐患',
    audience: { organizationIds: [branch.id] },
    paper: { kind: 'fixed', ordered: true, questions: questions.map((questionId) => ({ questionId, points: 10 })) },
    minutes: 30,
    reveal: 'submitted',
  })
  const published = await secretary.post(`/quiz/exams/${body.id}/publish`)
  if (published.status !== 200) throw new Error(JSON.stringify([body, published.body]))
  return { examId: body.id, bankId: bank.body.id, pictureIds }
}
