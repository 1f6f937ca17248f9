import type { Actor } from '@cloud/core/actor'
import { recordAudit } from '@cloud/core/audit'
import type { Deps, Work } from '@cloud/core/deps'
import { qrRows } from '@cloud/core/qrRows'
import { AppError, ruleBroken } from '@shared/core/errors'
import type { Owed } from '@shared/modules/accounts/model'
import { PROVING_MINUTES, RECOVERY_CODES, spaced } from '@shared/modules/accounts/rules'
import { Secret, TOTP } from 'otpauth'
import { listAppointmentsOf } from '../../organizations/index'
import { forgiveAttempts, mustNotBeLast, takeAttempt } from '../attempts'
import { Accounts, type SecondFactorRecord, SecondFactors, Sessions } from '../collection'
import { drawCode } from '../commands'
import { forgetActors } from '../sessions'

const PERIOD_MS = 30_000
const wrongCode = (message = '验证码不对，请看手机上现在显示的 6 位数') => ruleBroken([{ field: 'code', message }])

/** Is the second factor asked of this person? Of administrators who sign in by password (H-15); WeChat and scanning rest on the phone. */
const isRequired = (deps: Deps, appointments: readonly { role: string }[]): boolean =>
  deps.config.secondFactor === 'administrators' && appointments.some(({ role }) => role === 'administrator')

/**
 * What is still owed after the right password. Whoever has set it up gives a code, each time. An administrator who has not must do so
 * before anything else; the very first sign-in, with the initial password, is let through to replace that first and owes it then.
 */
export async function owedAfterPassword(
  work: Work,
  { personId, mustChange }: { personId: string; mustChange: boolean },
): Promise<Owed | undefined> {
  if (await SecondFactors.exists({ _id: personId, since: { $exists: true } })) return 'code'
  if (mustChange) return undefined
  return isRequired(work.deps, await listAppointmentsOf(personId, work.today)) ? 'setup' : undefined
}

/** The initial password, which somebody else knows, has been replaced: from here on this session owes what a new one would. */
export async function oweAfterInitialPassword(work: Work): Promise<void> {
  const { personId, sessionId } = work.actor
  if ((await owedAfterPassword(work, { personId, mustChange: false })) !== 'setup') return
  await Sessions.updateOne({ _id: sessionId }, { $set: { owes: 'setup' } })
  forgetActors()
}

export async function describeSecondFactor(deps: Deps, actor: Actor) {
  const record = await SecondFactors.findById(actor.personId).lean<SecondFactorRecord>()
  return {
    since: record?.since?.toISOString() ?? null,
    recoveryLeft: record?.recovery.length ?? 0,
    required: isRequired(deps, actor.appointments),
  }
}

const totpOf = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: '知行', label, secret: Secret.fromBase32(secret) })
const recoveryHash = (deps: Deps, personId: string, code: string): string =>
  deps.cipher.fingerprint(`recovery:${personId}:${code}`)

/** Number of the half minute a code belongs to; undefined for a wrong one. One half minute early or late is granted. */
function stepOf(secret: string, code: string, now: number): number | undefined {
  const delta = totpOf(secret, '').validate({ token: code, timestamp: now, window: 1 })
  return delta === null ? undefined : Math.floor(now / PERIOD_MS) + delta
}

/** Six digits: good once. @throws AppError rule_broken for a wrong or used one. */
async function takeCode(record: SecondFactorRecord, secret: string, code: string, now: number, last: boolean) {
  const step = stepOf(secret, code, now)
  if (step === undefined) {
    mustNotBeLast(last)
    throw wrongCode()
  }
  const fresh = await SecondFactors.updateOne(
    { _id: record._id, lastStep: { $lt: step } },
    { $set: { lastStep: step } },
  )
  if (fresh.modifiedCount === 0) throw wrongCode('这个验证码已经用过，请等手机上换成下一个')
}

async function takeRecoveryCode(deps: Deps, personId: string, code: string, last: boolean): Promise<void> {
  const recovery = recoveryHash(deps, personId, code)
  const used = await SecondFactors.updateOne({ _id: personId, recovery }, { $pull: { recovery } })
  if (used.modifiedCount === 1) return
  mustNotBeLast(last)
  throw wrongCode('恢复码不对或已用过，每个只能用一次')
}

/** Takes a code or a recovery code. @returns which it was. @throws AppError rule_broken for a wrong one, rate_limited when locked. */
export async function takeFactor(work: Work, code: string): Promise<'code' | 'recovery'> {
  const { personId } = work.actor
  const record = await SecondFactors.findById(personId).lean<SecondFactorRecord>()
  if (!record?.secret) throw new AppError('conflict', '还没有设置两步验证')
  const now = Date.parse(work.now)
  const last = await takeAttempt('secondFactor', personId, now)
  const digits = code.length === 6
  if (digits) await takeCode(record, work.deps.cipher.open(record.secret), code, now, last)
  else await takeRecoveryCode(work.deps, personId, code, last)
  await forgiveAttempts('secondFactor', personId)
  if (!digits) await audit(work, 'useRecoveryCode', `用恢复码登录，还剩 ${record.recovery.length - 1} 个`)
  return digits ? 'code' : 'recovery'
}

const audit = (work: Work, act: string, summary: string): Promise<void> =>
  recordAudit(work, { action: `accounts.${act}`, subject: { kind: 'person', id: work.actor.personId }, summary })

/** A new secret, not yet in force. Whoever replaces one proves to hold it. */
export async function startSecondFactor(work: Work, code: string | undefined) {
  const { actor, deps } = work
  const record = await SecondFactors.findById(actor.personId).lean<SecondFactorRecord>()
  if (record?.secret) {
    if (!code) throw wrongCode('要更换，请先填现在的动态验证码或一个恢复码')
    await takeFactor(work, code)
  }
  const secret = new Secret({ size: 20 }).base32
  const pendingUntil = new Date(Date.parse(work.now) + PROVING_MINUTES * 60_000)
  await SecondFactors.updateOne(
    { _id: actor.personId },
    {
      $set: { pending: deps.cipher.seal(secret), pendingUntil },
      $setOnInsert: { lastStep: 0, failures: 0, recovery: [] },
    },
    { upsert: true },
  )
  const account = await Accounts.findById(actor.personId, { username: 1 }).lean()
  const uri = totpOf(secret, account?.username ?? actor.name).toString()
  return { secret: secret.replace(/(.{4})(?=.)/g, '$1 '), uri, rows: qrRows(uri) }
}

function drawRecoveryCodes(deps: Deps, personId: string) {
  const codes = Array.from({ length: RECOVERY_CODES }, () => drawCode(10))
  return { codes: codes.map(spaced), hashes: codes.map((code) => recoveryHash(deps, personId, code)) }
}

/** The first code of the new secret: from now on it counts. @returns the recovery codes, shown once. */
export async function confirmSecondFactor(work: Work, code: string): Promise<string[]> {
  const { actor, deps } = work
  const now = Date.parse(work.now)
  const record = await SecondFactors.findById(actor.personId).lean<SecondFactorRecord>()
  if (!record?.pending || (record.pendingUntil?.getTime() ?? 0) <= now)
    throw new AppError('conflict', '这次设置已过期，请重新开始')
  const last = await takeAttempt('secondFactor', actor.personId, now)
  const step = stepOf(deps.cipher.open(record.pending), code, now)
  if (step === undefined) {
    mustNotBeLast(last)
    throw wrongCode()
  }
  const { codes, hashes } = drawRecoveryCodes(deps, actor.personId)
  const taken = await SecondFactors.updateOne(
    { _id: actor.personId, pending: record.pending },
    {
      $set: { secret: record.pending, since: new Date(now), lastStep: step, recovery: hashes, failures: 0 },
      $unset: { pending: 1, pendingUntil: 1, lockedUntil: 1 },
    },
  )
  if (taken.modifiedCount === 0) throw new AppError('conflict', '这次设置已过期，请重新开始')
  await Sessions.updateMany({ personId: actor.personId, owes: 'setup' }, { $unset: { owes: 1 } })
  forgetActors()
  await audit(work, 'setSecondFactor', record.secret ? '更换了两步验证' : '开启了两步验证')
  return codes
}

/** New recovery codes; the old ones end. */
export async function renewRecoveryCodes(work: Work, code: string): Promise<string[]> {
  await takeFactor(work, code)
  const { codes, hashes } = drawRecoveryCodes(work.deps, work.actor.personId)
  await SecondFactors.updateOne({ _id: work.actor.personId }, { $set: { recovery: hashes } })
  await audit(work, 'renewRecoveryCodes', '换了一组两步验证恢复码')
  return codes
}

/** @throws AppError rule_broken for whoever is asked to have it. */
export async function stopSecondFactor(work: Work, code: string): Promise<void> {
  if (isRequired(work.deps, work.actor.appointments))
    throw ruleBroken([{ message: '管理员用密码登录必须有两步验证，不能停用；可以更换' }])
  await takeFactor(work, code)
  await SecondFactors.deleteOne({ _id: work.actor.personId })
  await audit(work, 'stopSecondFactor', '停用了两步验证')
}
