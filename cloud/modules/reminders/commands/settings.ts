import { recordAudit } from '@cloud/core/audit'
import { found } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { findPersonBrief } from '@cloud/modules/people/index'
import { reminderPolicy } from '@shared/modules/reminders/policy'
import type { OwnHours } from '@shared/modules/reminders/quietHours'
import { ReachRecords } from '../collection'
import { rolesOver } from '../views/history'

const HOURS = ['digestTime', 'quietFrom', 'quietUntil', 'emergenciesOnly'] as const

/** Replaces a person's own hours; an absent one follows the unit. */
export async function setHours(work: Work, own: OwnHours): Promise<void> {
  const hours = Object.fromEntries(HOURS.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]]])))
  await ReachRecords.updateOne({ _id: work.actor.personId }, { $set: { hours } }, { upsert: true })
  await recordAudit(work, {
    action: 'reminders.setHours',
    subject: { kind: 'person', id: work.actor.personId },
    summary: '更改本人的提醒时间',
    details: { after: hours },
  })
}

/** What the phone says of 用工关系; WeChat corrects it at the next message. */
export async function reportEmployee(work: Work, state: 'bound' | 'unbound'): Promise<void> {
  await ReachRecords.updateOne(
    { _id: work.actor.personId },
    { $set: { employee: state, employeeAt: new Date(work.now) } },
    { upsert: true },
  )
}

/** Keeps, or with empty text removes, the WeCom account under which a person can be written to. @throws AppError not_found for a person out of reach. */
export async function setWecomId(work: Work, personId: string, wecomId: string): Promise<void> {
  const person = await findPersonBrief(personId)
  const isMine = person && reminderPolicy.setAddress(rolesOver(work.actor, person.path))
  const { organizationId, path, name } = found(isMine ? person : undefined, '个人')
  await ReachRecords.updateOne(
    { _id: personId },
    wecomId ? { $set: { wecomId: work.deps.cipher.seal(wecomId) } } : { $unset: { wecomId: 1 } },
    { upsert: true },
  )
  await recordAudit(work, {
    action: 'reminders.setAddress',
    subject: { kind: 'person', id: personId },
    place: { organizationId, path },
    summary: `${wecomId ? '登记' : '删除'}${name}的企业微信账号`,
  })
}
