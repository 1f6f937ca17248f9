import type { TestClient, TestService } from '../support/service'

interface ExamDay {
  /** An exam the member has not begun. */
  openId: string
  /** An attempt of the member under way. */
  attemptId: string
  /** An attempt the member has handed in. */
  resultId: string
  resultExamId: string
  draftId: string
  /** A draft of chosen questions, asked in their order. */
  chosenId: string
  /** What the member says is wrong with a question of it. */
  appealId: string
  /** A certificate of the member, and its code. */
  certificateId: string
  code: string
  /** The attempt it was issued for. */
  passedId: string
}

/** An exam of one true-or-false question, answered each way once: one of them passes. */
async function startCertificate(
  [secretary, member]: [TestClient, TestClient],
  organizationId: string,
  questionId: string,
): Promise<Pick<ExamDay, 'certificateId' | 'code' | 'passedId'>> {
  const exam = await secretary.post('/quiz/exams', {
    organizationId,
    title: '新《安全生产法》考试',
    audience: { organizationIds: [organizationId] },
    paper: { kind: 'fixed', questions: [{ questionId, points: 100 }] },
    reveal: 'submitted',
    attempts: 2,
    certificate: true,
  })
  await secretary.post(`/quiz/exams/${exam.body.id}/publish`)
  let passedId = ''
  for (const word of ['正确', '错误']) {
    const { body } = await member.post(`/quiz/own-exams/${exam.body.id}/attempts`)
    const { options } = body.questions[0].asked
    const answer = [options.findIndex(({ text }: { text: string }) => text === word)]
    const answers = [{ place: 0, seq: 1, answer, doneAt: body.now }]
    const handedIn = await member.post(`/quiz/attempts/${body.id}/submit`, { answers })
    if (handedIn.body.outcome.passed) passedId = body.id
  }
  const [certificate] = (await member.get('/quiz/own-certificates')).body.items
  return { certificateId: certificate.id, code: certificate.code, passedId }
}

/** Exams of a branch in every state a page can show: not begun, half answered, handed in, still a draft. */
export async function startExamDay(
  service: TestService,
  ids: { secretary: string; member: string },
  organizationId: string,
  bankId: string,
): Promise<ExamDay> {
  const [secretary, member] = [service.as(ids.secretary), service.as(ids.member)]
  const create = async (title: string, count: number): Promise<string> =>
    (
      await secretary.post('/quiz/exams', {
        organizationId,
        title,
        note: '自己答，不抢时间。',
        audience: { organizationIds: [organizationId] },
        paper: { kind: 'drawn', bankIds: [bankId], rows: [{ count, points: 5 }] },
        reveal: 'submitted',
      })
    ).body.id
  const publish = async (title: string, count = 20): Promise<string> => {
    const id = await create(title, count)
    await secretary.post(`/quiz/exams/${id}/publish`)
    return id
  }
  const begin = async (examId: string) => (await member.post(`/quiz/own-exams/${examId}/attempts`)).body
  const doneAt = new Date(service.clock.now()).toISOString()
  // biome-ignore lint/suspicious/noExplicitAny: questions as the service shows them
  const firstOf = ({ place, asked }: any) => ({
    ...{ place, seq: 1, doneAt },
    answer:
      asked.kind === 'case' ? null : asked.kind === 'blank' ? Array.from({ length: asked.gaps }, () => '三十') : [0],
  })
  const openId = await publish('九月安全知识考试')
  const half = await begin(await publish('高处作业考试', 12))
  await member.put(`/quiz/attempts/${half.id}/answers`, { answers: half.questions.slice(0, 5).map(firstOf) })
  const resultExamId = await publish('新规定小测', 10)
  const done = await begin(resultExamId)
  await member.post(`/quiz/attempts/${done.id}/submit`, { answers: done.questions.map(firstOf) })
  await member.post(`/quiz/attempts/${done.id}/appeals`, { place: 0, reason: 'outdated' })
  const { items: appeals } = (await secretary.get('/quiz/appeals')).body
  const draftId = await create('十月考试', 20)
  const { items } = (await secretary.get(`/quiz/banks/${bankId}/questions?kind=judgement`)).body
  const certificate = await startCertificate([secretary, member], organizationId, items[0]?.id)
  const { items: some } = (await secretary.get(`/quiz/banks/${bankId}/questions?limit=6&state=active`)).body
  const questions = some.map(({ id }: { id: string }) => ({ questionId: id, points: 5 }))
  const chosen = await secretary.post('/quiz/exams', {
    ...{ organizationId, title: '班前会小考', audience: { organizationIds: [organizationId] } },
    paper: { kind: 'fixed', questions, ordered: true },
  })
  return {
    ...certificate,
    openId,
    attemptId: half.id,
    resultId: done.id,
    resultExamId,
    draftId,
    chosenId: chosen.body.id,
    appealId: appeals[0]?.id,
  }
}
