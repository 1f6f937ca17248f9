import type { Deps } from '@cloud/core/deps'
import { type AcceptSource, bookAcceptance, NO_CREDIT } from '@shared/modules/reminders/credit'
import { type Credit, Credits } from '../collection'

/** What stands for a person's WeChat in our ledgers: a keyed hash, so that the openid itself is kept nowhere but sealed. */
export const phoneOf = (deps: Pick<Deps, 'cipher'>, openId: string): string =>
  deps.cipher.fingerprint(`phone:${openId}`)

const creditId = (phone: string, templateId: string): string => `${phone} ${templateId}`

/** Books one acceptance in the popup. Call it inside a transaction: it reads before it writes. @param at UTC ISO instant of the tap. */
export async function bookAccept(phone: string, templateId: string, source: AcceptSource, at: string): Promise<void> {
  const _id = creditId(phone, templateId)
  const { balance, refused, unmatched } = (await Credits.findById(_id).lean<Credit>()) ?? NO_CREDIT
  const booked = bookAcceptance({ balance, refused, unmatched }, { source, at })
  await Credits.updateOne(
    { _id },
    { $set: { phone, templateId, ...booked, unmatched: [...booked.unmatched], lastEventAt: new Date(at) } },
    { upsert: true },
  )
}

/** The person switched a template off in WeChat's settings: what was agreed before is gone. */
export async function bookRefusal(phone: string, templateId: string, at: string): Promise<void> {
  await Credits.updateOne(
    { _id: creditId(phone, templateId) },
    { $set: { phone, templateId, balance: 0, refused: true, unmatched: [], lastEventAt: new Date(at) } },
    { upsert: true },
  )
}

/** Takes one credit, if there is any. Two takers never get the same one. */
export async function reserveCredit(phone: string, templateId: string): Promise<boolean> {
  const taken = await Credits.findOneAndUpdate(
    { _id: creditId(phone, templateId), balance: { $gt: 0 } },
    { $inc: { balance: -1 } },
  ).lean()
  return taken !== null
}

/** Gives a reserved credit back: WeChat did not use it, or nobody knows. */
export async function refundCredit(phone: string, templateId: string): Promise<void> {
  await Credits.updateOne({ _id: creditId(phone, templateId) }, { $inc: { balance: 1 } })
}

/** WeChat says there is none left (43101), whatever our ledger thought. */
export async function clearCredit(phone: string, templateId: string): Promise<void> {
  await Credits.updateOne({ _id: creditId(phone, templateId) }, { $set: { balance: 0 } })
}

/** Credits of one person by template. */
export async function listCredits(phone: string, templateIds: readonly string[]): Promise<Map<string, Credit>> {
  const rows = await Credits.find({ _id: { $in: templateIds.map((id) => creditId(phone, id)) } }).lean<Credit[]>()
  return new Map(rows.map((row) => [row.templateId, row]))
}
