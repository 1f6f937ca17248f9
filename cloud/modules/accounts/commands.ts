import { randomBytes, randomInt } from 'node:crypto'
import { recordAudit } from '@cloud/core/audit'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Deps, Work } from '@cloud/core/deps'
import { hash, verify } from '@node-rs/argon2'
import { AppError, ruleBroken } from '@shared/core/errors'
import { addDays } from '@shared/core/plainDate'
import {
  CODE_ALPHABET,
  INVITATION_DAYS,
  LOCK_AFTER_FAILURES,
  LOCK_MINUTES,
  passwordFaults,
} from '@shared/modules/accounts/rules'
import { findPersonBrief } from '../people/index'
import { attemptsAt, forgiveAttempts, mustNotBeLast, takePasswordAttempt } from './attempts'
import { Accounts, Identities, type IdentityRecord, Invitations } from './collection'
import { refuseLeaver } from './leavers'
import { endSessions } from './sessions'

/** The same words for an unknown account and a wrong password: neither tells which accounts exist. */
const WRONG = `账号或密码不对；连续输错 ${LOCK_AFTER_FAILURES} 次会锁定 ${LOCK_MINUTES} 分钟`
/** A hash nobody knows the password of: an unknown account takes as long as a wrong password. */
let decoy: Promise<string> | undefined

/** Checks account and password. @returns the person. @throws AppError unauthenticated, or rate_limited while locked (H-14). */
export async function checkPassword(
  deps: Deps,
  username: string,
  password: string,
): Promise<{ personId: string; mustChange: boolean }> {
  const attempts = attemptsAt(deps, username)
  const last = await takePasswordAttempt(attempts, deps.clock.now())
  const account = await Accounts.findOne({ username: username.toLowerCase() }).lean()
  decoy ??= hash(randomBytes(16).toString('hex'))
  const standIn = await decoy
  const right = await verify(account?.passwordHash ?? standIn, password)
  if (account && right) {
    await forgiveAttempts('password', attempts)
    return { personId: account._id, mustChange: account.mustChange }
  }
  mustNotBeLast(last)
  throw new AppError('unauthenticated', WRONG)
}

/** Sets a password; the first one of an account must be changed at the first sign-in. */
export async function setPassword(
  personId: string,
  username: string,
  password: string,
  mustChange: boolean,
): Promise<void> {
  const passwordHash = await hash(password)
  await Accounts.updateOne(
    { _id: personId },
    { $set: { username: username.toLowerCase(), passwordHash, mustChange } },
    { upsert: true },
  )
}

/** Opens an account or resets its password. @returns the initial password, shown once. @throws AppError conflict for a taken name. */
export async function openAccount(
  work: Work,
  person: { _id: string; name: string; organizationId: string; path: string },
  username: string,
): Promise<string> {
  const taken = await Accounts.findOne({ username: username.toLowerCase() }, { _id: 1 }).lean()
  if (taken && taken._id !== person._id)
    throw new AppError('conflict', `账号“${username}”已被别人使用`, [{ field: 'username', message: '请换一个' }])
  const initial = `Zx-${randomBytes(9).toString('base64url')}-${randomInt(10, 99)}`
  await setPassword(person._id, username, initial, true)
  await forgiveAttempts('password', attemptsAt(work.deps, username))
  await endSessions({ personId: person._id })
  await recordAudit(work, {
    action: 'accounts.open',
    subject: { kind: 'person', id: person._id },
    place: person,
    summary: `为“${person.name}”开通账号或重置密码`,
  })
  return initial
}

/** Changes the own password. @throws AppError unauthenticated for a wrong old one, rule_broken for a weak new one. */
export async function changePassword(work: Work, oldPassword: string, newPassword: string): Promise<void> {
  const account = await Accounts.findById(work.actor.personId).lean()
  if (!account) throw new AppError('not_found', '你还没有账号，请联系管理员开通')
  await checkPassword(work.deps, account.username, oldPassword)
  const faults = passwordFaults(newPassword, account.username)
  if (oldPassword === newPassword) faults.push({ field: 'newPassword', message: '新密码不能与旧密码相同' })
  if (faults.length > 0) throw ruleBroken(faults)
  await setPassword(account._id, account.username, newPassword, false)
  await endSessions({ personId: account._id, ...(work.actor.sessionId && { except: work.actor.sessionId }) })
  await recordAudit(work, {
    action: 'accounts.changePassword',
    subject: { kind: 'person', id: account._id },
    summary: '更改了自己的密码',
  })
}

/** The identity record of an openid, made at the first sign-in. */
export async function rememberIdentity(deps: Deps, openId: string): Promise<IdentityRecord> {
  const openIdHash = deps.cipher.fingerprint(`openid:${openId}`)
  const known = await Identities.findOneAndUpdate(
    { openIdHash },
    { $setOnInsert: { _id: newId(), openId: deps.cipher.seal(openId), openIdHash } },
    { upsert: true, returnDocument: 'after' },
  ).lean<IdentityRecord>()
  if (!known) throw new AppError('internal', '微信登录没有完成，请重试')
  return known
}

/**
 * Binds a WeChat identity to a person; an earlier WeChat of the same person is released and signed out. Of two at the same moment the
 * later one wins and finds the earlier one bound. @throws AppError forbidden for somebody who has left.
 */
export async function bindIdentity(work: Work, identityId: string, personId: string, how: string): Promise<void> {
  await takeTurn(`bind:${personId}`)
  await refuseLeaver(work, personId)
  const released = await Identities.find({ personId, _id: { $ne: identityId } }, { _id: 1 }).lean<{ _id: string }[]>()
  for (const { _id } of released) {
    await Identities.updateOne({ _id }, { $unset: { personId: 1, boundAt: 1 } })
    await endSessions({ personId, identityId: _id })
  }
  await Identities.updateOne({ _id: identityId }, { $set: { personId, boundAt: new Date(work.now) } })
  await Invitations.deleteMany({ personId })
  const person = await findPersonBrief(personId)
  await recordAudit(work, {
    action: 'accounts.bind',
    subject: { kind: 'person', id: personId },
    // Who binds belongs nowhere yet: the entry stands where the person does.
    ...(person && { place: { organizationId: person.organizationId, path: person.path } }),
    summary: `微信已绑定本人（${how}）`,
  })
}

/** So many letters and digits, each drawn by the machine's own randomness. */
export const drawCode = (length: number): string =>
  Array.from({ length }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join('')
const invitationHash = (deps: Deps, code: string): string => deps.cipher.fingerprint(`invitation:${code}`)

/** Makes a one-time code for each person; an older unused one of the same person ends. */
export async function invite(
  work: Work,
  persons: readonly { _id: string; name: string; organizationId: string; path: string }[],
) {
  const expiresAt = new Date(Date.parse(work.now) + INVITATION_DAYS * 86_400_000)
  const items = persons.map((person) => ({
    personId: person._id,
    name: person.name,
    code: drawCode(8),
    expiresOn: addDays(work.today, INVITATION_DAYS) as string,
  }))
  await Invitations.deleteMany({ personId: { $in: items.map((item) => item.personId) } })
  await Invitations.insertMany(
    items.map((item) => ({ _id: invitationHash(work.deps, item.code), personId: item.personId, expiresAt })),
  )
  for (const person of persons)
    await recordAudit(work, {
      action: 'accounts.invite',
      subject: { kind: 'person', id: person._id },
      place: person,
      summary: `为“${person.name}”生成微信绑定邀请码`,
    })
  return items
}

/** Uses up an invitation. @returns the person. @throws AppError rule_broken when it does not exist, was used or has ended. */
export async function redeemInvitation(work: Work, code: string): Promise<string> {
  const invitation = await Invitations.findOneAndDelete({
    _id: invitationHash(work.deps, code),
    expiresAt: { $gt: new Date(work.now) },
  }).lean()
  if (!invitation)
    throw ruleBroken([
      { field: 'invitationCode', message: '邀请码不对、已用过或已过期，请向本支部书记要一个新的', fixBy: '支部书记' },
    ])
  return invitation.personId
}
