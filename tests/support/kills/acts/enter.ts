import { addDays } from '@shared/core/plainDate'
import { TEMPLATES } from '../../scenario/wechatSide'
import type { Person } from '../caller'
import { PART_NAMES, type Part, type Play, partNames, type Stage } from '../play'

/** Who takes the messages to staff; the others have agreed to single ones. */
const STAFF: readonly Part[] = ['secretary', 'offline']
const ACCEPTED = 8

/** Binds a WeChat to a person on the register: by invitation, unless it is bound already and the answer was lost. */
export async function enter({ caller, stub }: Stage, person: Person, invitedBy: Person): Promise<void> {
  person.openId ??= stub.control.addUser({ nickname: person.name }).openId
  while (!(await caller.signIn(person))) {
    const invited = await caller.attempt('/invitations', { personIds: [person.id] }, invitedBy)
    const [invitation] = invited.body.items ?? []
    if (!invitation) throw new Error(JSON.stringify(invited))
    const bound = await caller.attempt('/auth/bind/invitation', { invitationCode: invitation.code }, person)
    if (bound.status === 200) person.token = bound.body.token
    if (bound.status === 200) return
  }
}

/** The popup of WeChat: the phone reports what was tapped, WeChat tells the service. */
async function agree({ caller, stub, clock }: Stage, person: Person): Promise<void> {
  const { openId = '' } = person
  const choices = Object.fromEntries(Object.values(TEMPLATES).map(({ id }) => [id, 'accept' as const]))
  for (let i = 0; i < ACCEPTED; i += 1) {
    stub.control.simulatePopup({ openId, choices })
    const results = Object.keys(choices).map((templateId) => ({ templateId, decision: 'accept' }))
    await caller.write(person, 'POST', '/reminders/subscriptions', { results })
    clock.advance(2)
  }
}

export const takeStaffMessages = ({ stub }: Stage, { openId = '' }: Person): void =>
  stub.control.bindEmployee({ openId, templateIds: Object.values(TEMPLATES).map(({ id }) => id) })

/** A new branch with its people, on a Monday morning. */
export async function enterBranch(stage: Stage, round: number, monday: Play['monday']): Promise<Play> {
  const { caller, clock, administrator, topId } = stage
  await clock.set(monday, '08:30')
  const name = `第${round}党支部`
  const branch = { name, kind: 'branch', parentId: topId }
  const { id: branchId } = await caller.write(administrator, 'POST', '/organizations', branch, 'organizations.create')
  const register = `/organizations/${branchId}`
  const made = await Promise.all(
    partNames.map(async ([part, label]): Promise<[Part, Person]> => {
      const fields = { name: `${label}${round}`, membership: 'full' }
      const { id } = await caller.write(administrator, 'POST', `${register}/people`, fields, 'people.create')
      return [part, { id, name: fields.name }]
    }),
  )
  const people = Object.fromEntries(made) as Play['people']
  const appoint = (personId: string, role: string) =>
    caller.write(
      administrator,
      'POST',
      `${register}/appointments`,
      { personId, role, from: monday },
      'organizations.appoint',
    )
  const { id: secretaryTermId } = await appoint(people.secretary.id, 'secretary')
  await appoint(people.commissioner.id, 'organizationCommissioner')
  await Promise.all(
    made.map(async ([part, person]) => {
      if (part === 'withoutPhone') return
      await enter(stage, person, administrator)
      if (STAFF.includes(part)) takeStaffMessages(stage, person)
      else await agree(stage, person)
    }),
  )
  return {
    round,
    monday,
    branchId,
    people,
    secretaryTermId,
    meetings: [],
    notices: [],
    items: [],
    waived: [],
    rungs: [],
  }
}

export const namesOfRound = (round: number): string[] => Object.values(PART_NAMES).map((label) => `${label}${round}`)
export const dayOf = ({ monday }: Play, after: number): Play['monday'] => addDays(monday, after)
