import { addBank } from '../quiz/quizWorld'
import type { Branch } from './factories'
import type { TestService } from './service'

/** A bank, a published exam and an attempt of one member: ids by the name of the field that asks for them. */
export async function addQuizRecords(
  service: TestService,
  branch: Branch,
  personId: string,
): Promise<Record<string, string>> {
  const { bankId, questionIds } = await addBank(service, branch, 20)
  const secretary = service.as(branch.secretary)
  const exam = await secretary.post('/quiz/exams', {
    organizationId: branch.id,
    title: '示范考试',
    audience: { organizationIds: [branch.id] },
    paper: { kind: 'drawn', bankIds: [bankId], rows: [{ count: 5, points: 2 }] },
  })
  const examId = exam.body.id
  await secretary.post(`/quiz/exams/${examId}/publish`)
  const sheet = await service.as(personId).post(`/quiz/own-exams/${examId}/attempts`)
  const [questionId = ''] = questionIds
  return { bankId, questionId, check: questionId, examId, refId: examId, attemptId: sheet.body.id }
}
