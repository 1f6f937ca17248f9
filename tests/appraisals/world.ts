import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestClient, type TestService } from '../support/service'

export const NOW = '2026-11-02T01:00:00.000Z'

/** A branch of nine: secretary, commissioner, third officer, five full members and a probationary one. */
export interface AppraisalWorld {
  service: TestService
  world: World
  secretary: string
  branchId: string
  members: string[]
  as(personId: string): TestClient
}

export async function startAppraisalWorld(options: Parameters<typeof buildWorld>[1] = {}): Promise<AppraisalWorld> {
  const service = await startTestService({ now: NOW })
  const world = await buildWorld(service.deps, { branches: 2, members: 9, ...options })
  const [branch] = world.branches
  if (!branch) throw new Error('no branch')
  return {
    service,
    world,
    secretary: branch.secretary,
    branchId: branch.id,
    members: branch.members,
    as: (personId) => service.as(personId),
  }
}

export const SELF_VALUES = {
  belief: 'good',
  study: 'good',
  work: 'fair',
  service: 'fair',
  conduct: 'good',
  gaps: '本人专有的差距：下班组少',
  plan: '每月到班组两次',
}

export async function planCase({ as, secretary, branchId }: AppraisalWorld, year = 2026): Promise<string> {
  const answer = await as(secretary).post('/appraisals', {
    organizationId: branchId,
    year,
    peerScope: 'branch',
    selfDueOn: '2026-11-16',
    peerDueOn: '2026-11-23',
  })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body.id
}

/** A whole form of this person, chosen by `pick`. */
export async function formOf(
  { as }: AppraisalWorld,
  caseId: string,
  personId: string,
  round: 'peer' | 'ballot',
  pick: (subject: string, i: number) => number = () => 1,
): Promise<{ personId: string; choice: number }[]> {
  const sheet = await as(personId).get(`/appraisals/${caseId}/ballot?round=${round}`)
  return sheet.body.people.map((one: { personId: string }, i: number) => ({
    personId: one.personId,
    choice: pick(one.personId, i),
  }))
}

export async function cast(
  w: AppraisalWorld,
  caseId: string,
  personId: string,
  round: 'peer' | 'ballot',
  pick?: (subject: string, i: number) => number,
) {
  return w
    .as(personId)
    .post(`/appraisals/${caseId}/ballot`, { round, form: await formOf(w, caseId, personId, round, pick) })
}

export const step = ({ as, secretary }: AppraisalWorld, caseId: string, name: string, reason?: string) =>
  as(secretary).post(`/appraisals/${caseId}/step`, { step: name, ...(reason && { reason }) })

/** A meeting of the branch on a day, arranged by the secretary. */
export async function arrange({ as, secretary, branchId }: AppraisalWorld, kind: string, on: string): Promise<string> {
  const proposal = await as(secretary).get(`/meetings/proposal?organizationId=${branchId}&kind=${kind}`)
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal.body
  const created = await as(secretary).post('/meetings', { ...draft, on })
  if (created.status !== 200) throw new Error(JSON.stringify(created.body))
  return created.body.id
}
