import { Accounts, Identities } from './collection'

/** Those of these persons who have an account or are bound to WeChat. */
export async function findPeopleWithAccounts(personIds: readonly string[]): Promise<string[]> {
  const found = new Set<string>()
  for (let i = 0; i < personIds.length; i += 1_000) {
    const ids = personIds.slice(i, i + 1_000)
    for (const { _id } of await Accounts.find({ _id: { $in: ids } }, { _id: 1 }).lean<{ _id: string }[]>())
      found.add(_id)
    const bound = await Identities.find({ personId: { $in: ids } }, { personId: 1 }).lean<{ personId: string }[]>()
    for (const { personId } of bound) found.add(personId)
  }
  return [...found]
}
