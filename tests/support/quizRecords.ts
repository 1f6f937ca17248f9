import { addBank, rightAnswerTo } from '../quiz/quizWorld'
import type { Branch } from './factories'
import type { TestService } from './service'

/** A bank, a published exam, an attempt of one member, an appeal from another exam, and a certificate: ids by the name of the field that asks for them. */
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
  const over = await secretary.post('/quiz/exams', {
    organizationId: branch.id,
    title: '有异议的考试',
    audience: { organizationIds: [branch.id] },
    paper: { kind: 'fixed', questions: [{ questionId, points: 2 }] },
    reveal: 'submitted',
  })
  await secretary.post(`/quiz/exams/${over.body.id}/publish`)
  const done = await service.as(personId).post(`/quiz/own-exams/${over.body.id}/attempts`)
  await service.as(personId).post(`/quiz/attempts/${done.body.id}/submit`, { answers: [] })
  await service.as(personId).post(`/quiz/attempts/${done.body.id}/appeals`, { place: 0 })
  const [appeal] = (await secretary.get('/quiz/appeals')).body.items
  const passed = await secretary.post('/quiz/exams', {
    organizationId: branch.id,
    title: '发证的考试',
    audience: { organizationIds: [branch.id] },
    paper: { kind: 'fixed', questions: [{ questionId, points: 2 }] },
    certificate: true,
  })
  await secretary.post(`/quiz/exams/${passed.body.id}/publish`)
  const paper = await service.as(personId).post(`/quiz/own-exams/${passed.body.id}/attempts`)
  const answer = { place: 0, seq: 1, answer: rightAnswerTo(paper.body.questions[0].asked), doneAt: paper.body.now }
  await service.as(personId).post(`/quiz/attempts/${paper.body.id}/submit`, { answers: [answer] })
  const [certificate] = (await service.as(personId).get('/quiz/own-certificates')).body.items
  return {
    ...{ appealId: appeal.id, bankId, questionId, check: questionId, examId, refId: examId, attemptId: sheet.body.id },
    certificateId: certificate.id,
  }
}
