import { type RosterCell, writeRoster } from '../support/rosters/writeRoster'
import type { TestClient } from '../support/service'
import { settled } from './importFlow'

export const HEAD = ['题型', '题干', '选项', '答案', '章节', '解析']
export const single = (stem: string, answer = 'B', options = 'A.不管|B.报告|C.走开'): string[] => [
  '单选题',
  stem,
  options,
  answer,
  '隐患',
  '',
]
export const judgement = (stem: string, answer = '√'): string[] => ['是非题', stem, '', answer, '', '']

export const bankSheet = (...rows: RosterCell[][]): Buffer => writeRoster([{ name: '题库', rows: [HEAD, ...rows] }])

/** Uploads a file of questions and waits for the review. */
export async function uploadQuestions(
  client: TestClient,
  file: Buffer,
  target: Record<string, string>,
  fileName = '题库.xlsx',
) {
  const query = new URLSearchParams({ ...target, fileName })
  const { status, body } = await client.post(`/imports/questions?${query}`, file, { key: null })
  if (status !== 200) throw new Error(`upload: ${status} ${JSON.stringify(body)}`)
  return settled(client, body.id)
}
