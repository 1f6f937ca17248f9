import type { Actor } from '@cloud/core/actor'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { type PersonAction, personPolicy } from '@shared/modules/people/policy'
import { People, type PersonRecord } from './collection'
import { standingTo, visiblePeople } from './queries'

/** @throws AppError not_found outside the actor's reach, forbidden when he may not do this. */
export async function getPersonFor(actor: Actor, id: string, action: PersonAction): Promise<PersonRecord> {
  const person = found(await People.findOne({ $and: [{ _id: id }, visiblePeople(actor)] }).lean<PersonRecord>(), '个人')
  mustBeAllowed(personPolicy[action](standingTo(actor, person)), '你没有这样做的权限，请联系本支部书记或管理员')
  return person
}
