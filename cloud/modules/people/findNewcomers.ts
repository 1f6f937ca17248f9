import { addDays, instantAt, type PlainDate } from '@shared/core/plainDate'
import { People, PersonChanges } from './collection'

/**
 * Whoever stands in these registers now and did not on a day: entered later, joined the Party later, or came over from another branch.
 * What they owe in a year that ended then, they owe nowhere or in the branch before.
 */
export async function findNewcomers(organizationIds: readonly string[], day: PlainDate): Promise<Set<string>> {
  const ids = { $in: [...organizationIds] }
  const entered = await People.find(
    { organizationId: ids, $or: [{ enteredOn: { $gt: day } }, { joinedOn: { $gt: day } }] },
    { _id: 1 },
  ).lean<{ _id: string }[]>()
  const moved = await PersonChanges.find(
    { 'after.organizationId': ids, at: { $gte: new Date(instantAt(addDays(day, 1), '00:00')) } },
    { personId: 1 },
  ).lean<{ personId: string }[]>()
  return new Set([...entered.map((person) => person._id), ...moved.map((change) => change.personId)])
}
