import { type Play, type Stage, until } from '../play'
import { dayOf } from './enter'

interface Wanted {
  kind: string
  title: string
  on: string
  startTime: string
  endTime: string
}

/** Calls a meeting as the page proposes it. @returns its id. */
export async function arrange({ caller }: Stage, play: Play, wanted: Wanted): Promise<string> {
  const { secretary, commissioner } = play.people
  const proposal = await caller.read(
    secretary,
    `/meetings/proposal?organizationId=${play.branchId}&kind=${wanted.kind}`,
  )
  const {
    period: _p,
    organizationName: _o,
    why: _w,
    source: _s,
    sources: _t,
    people: _l,
    groups: _g,
    ...draft
  } = proposal
  const study = [{ title: '集中学习', kind: 'study' }]
  const body = { ...draft, ...wanted, agenda: study, chairId: secretary.id, recorderId: commissioner.id }
  const { id } = await caller.write(secretary, 'POST', '/meetings', body, 'meetings.plan')
  await caller.write(secretary, 'POST', `/meetings/${id}/notify`, undefined, 'meetings.notify')
  play.meetings.push({ id, title: wanted.title, steps: ['plan', 'notify'], attendance: {} })
  return id
}

/** The plan of the branch has come to be by itself; one thing is waived, one added. */
async function adjustPlan({ caller }: Stage, play: Play): Promise<void> {
  const { secretary } = play.people
  const planned = await until('the plan', async () => {
    const { items } = await caller.read(secretary, `/duties/plan?organizationId=${play.branchId}`)
    return items.findLast((one: { allowed: string[] }) => one.allowed.includes('waive'))
  })
  await caller.write(secretary, 'POST', '/duties/waive', { key: planned.key, reason: '与检修期错开' }, 'duties.waive')
  play.waived.push(planned.key)
  const title = `第${play.round}项报送`
  const item = { organizationId: play.branchId, title, why: '党委要求', dueOn: dayOf(play, 1) }
  const { id, key } = await caller.write(secretary, 'POST', '/duties/local', item, 'duties.addLocal')
  play.items.push({ id, key, title })
}

/** One meeting is held the same afternoon; another is moved and then called off, of which everybody hears at once. */
export async function arrangeDay(stage: Stage, play: Play): Promise<string> {
  const { caller } = stage
  const { secretary } = play.people
  const on = dayOf(play, 0)
  const hours = { on, startTime: '15:00', endTime: '17:00' }
  const id = await arrange(stage, play, { kind: 'themeDay', title: `主题党日${play.round}`, ...hours })
  play.notices.push({ meetingId: id, word: '1:notify' })
  const other = await arrange(stage, play, {
    kind: 'lecture',
    title: `党课${play.round}`,
    ...hours,
    startTime: '16:00',
  })
  const place = `/meetings/${other}`
  await caller.write(secretary, 'PUT', place, { reason: '场地有变', startTime: '16:30' }, 'meetings.move')
  await caller.write(secretary, 'POST', `${place}/cancel`, { reason: '停电' }, 'meetings.cancel')
  play.meetings.at(-1)?.steps.push('move', 'cancel')
  play.notices.push({ meetingId: other, word: '3:cancel' })
  await adjustPlan(stage, play)
  // What is said about a meeting when it is over would be of no use, and is not said.
  for (const title of [`主题党日${play.round}`, `已取消：党课${play.round}`])
    await until(`${title} in the inbox`, async () => {
      const { items } = await caller.read(play.people.scans, '/inbox?limit=100')
      return items.some((one: { title: string }) => one.title === title)
    })
  return id
}
