import { found } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { getOrganization, listAppointments } from '@cloud/modules/organizations/index'
import { findPersonBrief } from '@cloud/modules/people/index'
import type { PlainDate } from '@shared/core/plainDate'
import type { Organization } from '@shared/modules/organizations/model'
import { TALK_POLICY, type TalkSubject } from '@shared/modules/talks/policy'
import { committeeOf } from './branch'
import { type TalkRecord, Talks } from './collection'

/** A talk the actor may know of. @throws AppError not_found for one he may not, as for one that does not exist. */
export async function getTalkFor({ actor }: Work, talkId: string): Promise<{ talk: TalkRecord; subject: TalkSubject }> {
  const record = await Talks.findById(talkId).lean<TalkRecord>()
  const talk = found(record && TALK_POLICY.read(actor, record) ? record : undefined, '次谈心谈话')
  return { talk, subject: talk }
}

/**
 * The branch in which the actor and this person talk: the one both belong to, by the register or by an office in it. A secretary may
 * serve a branch other than the own one.
 */
export async function branchOfTwo(
  { actor, today }: Work,
  other: { id: string; organizationId: string },
): Promise<Organization | undefined> {
  const held = actor.appointments.map((a) => a.organizationId)
  const candidates = [...new Set([actor.organizationId, other.organizationId, ...held])]
  const appointments = await listAppointments(candidates, today)
  const member = await findPersonBrief(actor.personId)
  for (const id of candidates) {
    const offices = committeeOf(appointments, id)
    const both =
      (member?.organizationId === id || offices.includes(actor.personId)) &&
      (other.organizationId === id || offices.includes(other.id))
    if (!both) continue
    const place = await getOrganization(id)
    if (place.kind === 'branch') return place
  }
  return undefined
}

/** A branch whose coverage may be read in this way. */
export async function getTalkPlace(
  organizationId: string,
  mayRead: (place: { organizationId: string; path: string }) => boolean,
): Promise<Organization> {
  const place = await getOrganization(organizationId)
  return found(mayRead({ organizationId, path: place.path }) ? place : undefined, '个组织')
}

/** Confirmed talks of some years in these branches: who with whom on which day, without a word of what was said. */
export async function listTalksWith(
  organizationIds: readonly string[],
  years: readonly number[],
): Promise<{ id: string; organizationId: string; on: PlainDate; between: readonly [string, string] }[]> {
  const rows = await Talks.find(
    { organizationId: { $in: [...organizationIds] }, year: { $in: [...years] } },
    { organizationId: 1, on: 1, between: 1, state: 1 },
  ).lean<TalkRecord[]>()
  return rows
    .filter(({ state }) => state === 'confirmed')
    .map(({ _id, organizationId, on, between }) => ({ id: _id, organizationId, on, between }))
}
