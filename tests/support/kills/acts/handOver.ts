import { type Play, type Stage, until } from '../play'
import { dayOf } from './enter'

/** 岗位交接 — the secretary changes; what was open is asked about, answered and taken over. */
export async function handOver(stage: Stage, play: Play): Promise<void> {
  const { caller, clock, administrator } = stage
  const { secretary, scans } = play.people
  await clock.set(dayOf(play, 4), '16:00')
  const end = { to: dayOf(play, 4), reason: '工作调动' }
  const terms = `/appointments/${play.secretaryTermId}/end`
  await caller.write(administrator, 'POST', terms, end, 'organizations.endAppointment')
  const next = { personId: scans.id, role: 'secretary', from: dayOf(play, 5) }
  const seats = `/organizations/${play.branchId}/appointments`
  await caller.write(administrator, 'POST', seats, next, 'organizations.appoint')
  await clock.set(dayOf(play, 5), '09:00')
  const id = await until(
    'the handover',
    async () => {
      const { items } = await caller.read(scans, '/handovers')
      return items.find((one: { to: { personId: string } | null }) => one.to?.personId === scans.id)?.id as string
    },
    () => clock.advance(10),
  )
  const place = `/handovers/${id}`
  const added = { title: '活动室的钥匙', note: '在门卫处' }
  const { key } = await caller.write(secretary, 'POST', `${place}/items`, added, 'handovers.add')
  await caller.write(secretary, 'POST', `${place}/give`, undefined, 'handovers.give')
  await caller.write(scans, 'POST', `${place}/ask`, { key, text: '几把？' }, 'handovers.ask')
  await caller.write(secretary, 'POST', `${place}/answer`, { key, text: '两把。' }, 'handovers.answer')
  const kinds: Record<string, number> = { add: 1, give: 1, ask: 1, answer: 1, finish: 1, accept: 0 }
  const acceptable = (one: { allowed: string[] }) => one.allowed.includes('accept')
  const { items } = await caller.read(scans, place)
  const keys: string[] = items.filter(acceptable).map((one: { key: string }) => one.key)
  // One at first, then the rest.
  for (const some of [keys.slice(0, 1), keys.slice(1)]) {
    if (some.length === 0) continue
    await caller.write(scans, 'POST', `${place}/accept`, { keys: some }, 'handovers.accept')
    kinds['accept'] = (kinds['accept'] ?? 0) + some.length
  }
  play.handover = { id, kinds }
}
