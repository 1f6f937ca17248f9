import type { Person } from '../caller'
import { type Play, type Stage, until } from '../play'
import { dayOf } from './enter'

const OPEN = ['pending', 'sending']

/**
 * A morning: the ladder is climbed and the digest sent. Where somebody died over it, the others wait until what he held is let go.
 * @param rung that must have been heard.
 */
async function morning(stage: Stage, play: Play, day: number, rung: string, key: string): Promise<void> {
  const { clock, caller, superior, killer } = stage
  const look = async () => {
    const history = await caller.read(superior, `/reminders/history?limit=100&dutyKey=${encodeURIComponent(key)}`)
    return history.items.filter((one: { rung: string }) => one.rung === rung)
  }
  await clock.set(dayOf(play, day), '06:10')
  killer.point()
  await until(
    `${rung} in the inbox`,
    async () => (await look()).length > 0,
    () => clock.advance(10),
  )
  await clock.set(dayOf(play, day), '08:00')
  for (let i = 0; i < 4; i += 1) killer.point()
  await until(
    `${rung} settled`,
    async () => (await look()).every((one: { state: string }) => !OPEN.includes(one.state)),
    () => clock.advance(3),
  )
}

/** 知道了 — the person answers what stands in the inbox. */
async function answer({ caller }: Stage, person: Person, title: string): Promise<void> {
  const item = await until(`${title} in the inbox`, async () => {
    const { items } = await caller.read(person, '/inbox?limit=100')
    return items.find((one: { title: string; allowed: string[] }) => one.title.includes(title) && one.allowed[0])
  })
  await caller.write(person, 'POST', `/inbox/${item.id}/answer`, {}, 'reminders.answer')
}

/** 逐级提醒 — the due day passes: the secretary hears it, then the superior; the fact ends it. */
export async function escalate(stage: Stage, play: Play): Promise<void> {
  const { caller, superior } = stage
  const { secretary, commissioner } = play.people
  const [item] = play.items
  if (!item) throw new Error('nothing was added to the plan')
  const heard = (rung: string, person: Person) => play.rungs.push({ dutyKey: item.key, rung, recipientId: person.id })
  await morning(stage, play, 1, 'T', item.key)
  // The whole of the plan is the work of both.
  heard('T', secretary)
  heard('T', commissioner)
  await morning(stage, play, 2, 'T+1', item.key)
  heard('T+1', secretary)
  await answer(stage, secretary, item.title)
  await morning(stage, play, 4, 'T+3', item.key)
  heard('T+3', superior)
  await answer(stage, superior, item.title)
  const done = { on: dayOf(play, 4), note: '已报送' }
  await caller.write(secretary, 'POST', `/duties/local/${item.id}/close`, done, 'duties.closeLocal')
}
