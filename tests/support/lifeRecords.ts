import type { Branch } from './factories'
import type { TestService } from './service'

/** One talk, one exemption, one visit and one exception from the guard, for walking every endpoint. @returns their ids by the name endpoints call them. */
export async function addLifeRecords(
  service: TestService,
  branch: Branch,
  personId: string,
  administrator: string,
): Promise<Record<string, string>> {
  const [, , , third = '', , fifth = ''] = branch.members
  const created = async (by: string, path: string, body: unknown): Promise<string> => {
    const answer = await service.as(by).post(path, body)
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
    return answer.body.id
  }
  const on = new Date(service.clock.now()).toISOString().slice(0, 10)
  const talk = { withId: third, on, place: '甲支部专有的屋子', topic: 'thought', note: '甲支部专有的话' }
  const exemption = { personId: fifth, category: 'age', from: on, detail: '甲支部专有的说明' }
  const visit = { personId: fifth, on, minutes: 60, topic: '甲支部专有的送学', visitorIds: [personId] }
  const campaign = {
    organizationId: branch.id,
    feature: 'points',
    campaign: '甲支部专有的活动',
    voluntary: true,
    reason: '试',
  }
  return {
    exceptionId: await created(administrator, '/burden/guard/exceptions', { ...campaign, from: on, to: on }),
    within: branch.id,
    talkId: await created(personId, '/talks', talk),
    exemptionId: await created(branch.secretary, '/care/exemptions', exemption),
    visitId: await created(branch.secretary, '/care/visits', visit),
    withId: personId,
    visitorId: personId,
    lecturerId: personId,
  }
}
