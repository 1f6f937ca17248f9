import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { recordAudit } from '@cloud/core/audit'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { newId } from '@cloud/core/database/id'
import type { Deps, Work } from '@cloud/core/deps'
import { createSharedLimit } from '@cloud/core/http/rateLimit'
import { qrRows } from '@cloud/core/qrRows'
import { AppError } from '@shared/core/errors'
import type { ScanState } from '@shared/modules/accounts/model'
import { deviceLabel, networkOf, SCAN_FETCH_SECONDS, SCAN_SECONDS, spaced } from '@shared/modules/accounts/rules'
import type { SignedIn } from '@shared/modules/accounts/schemas'
import { type ScanTicketRecord, ScanTickets, Sessions } from '../collection'
import { drawCode } from '../commands'
import { type Caller, openSignedIn } from '../openSignedIn'
import { hashOf } from '../sessions'

export const SCAN_PAGE = 'modules/accounts/pages/scan/index'
/** A whole office may stand behind one address. */
const asking = createSharedLimit('scan', 300, 300, '这个网络要的登录码太多了，请几分钟后再试，或用账号密码登录')
const guessing = createSharedLimit('scanCode', 20, 300, '试的次数太多了，请 5 分钟后再试')
const LOOK_EVERY_MS = 700
/** The sign-in page does not wait longer for WeChat's picture: the plain code does as well. */
const PICTURE_PATIENCE_MS = 3_000

const codeHash = (deps: Deps, code: string): string => deps.cipher.fingerprint(`scan:${code}`)
const secondsLeft = ({ expiresAt }: ScanTicketRecord, now: number): number =>
  Math.max(0, Math.ceil((expiresAt.getTime() - now) / 1000))

/** The mini-program code that opens the confirming page with this code; null without WeChat, or when it does not answer. */
async function drawPicture({ wechat, config, logger }: Deps, code: string): Promise<string | null> {
  if (!wechat || !config.wechat) return null
  const { state } = config.wechat
  const envVersion = ({ developer: 'develop', trial: 'trial', formal: 'release' } as const)[state]
  const request = { scene: code, page: SCAN_PAGE, envVersion, checkPath: false, width: 280 }
  const patience = new AbortController()
  const late = delay(PICTURE_PATIENCE_MS, null, { signal: patience.signal }).catch(() => null)
  const drawn = wechat.getMiniProgramCode(request).catch((error: unknown) => {
    logger.warn({ err: error }, 'WeChat drew no sign-in code; the plain one is shown')
    return null
  })
  const picture = await Promise.race([drawn, late])
  patience.abort()
  if (!picture) return null
  const type = picture[0] === 0x89 ? 'image/png' : 'image/jpeg'
  return `data:${type};base64,${picture.toString('base64')}`
}

/** A browser asks to be let in: a code to show, and a secret it keeps for itself. */
export async function startScan({ deps, address, userAgent }: Caller) {
  await asking.take(address)
  const now = deps.clock.now()
  const code = drawCode(8)
  const secret = randomBytes(32).toString('base64url')
  const ticketId = newId()
  await ScanTickets.create({
    _id: ticketId,
    codeHash: codeHash(deps, code),
    secretHash: hashOf(secret),
    device: deviceLabel(userAgent),
    network: networkOf(address),
    state: 'waiting',
    createdAt: new Date(now),
    expiresAt: new Date(now + SCAN_SECONDS * 1000),
  })
  return {
    ticketId,
    secret,
    code: spaced(code),
    secondsLeft: SCAN_SECONDS,
    picture: await drawPicture(deps, code),
    rows: qrRows(`${deps.config.publicUrl}/#/${SCAN_PAGE}?code=${code}`),
  }
}

/** What a browser that waits is told. The first that comes with the secret after the phone's yes gets the session, nobody after it. */
async function lookOnce(caller: Caller, ticketId: string, secretHash: string) {
  const now = caller.deps.clock.now()
  const ticket = found(await ScanTickets.findOne({ _id: ticketId, secretHash }).lean<ScanTicketRecord>(), '个登录码')
  const is = (state: ScanState, signedIn: SignedIn | null = null) => ({
    state,
    secondsLeft: secondsLeft(ticket, now),
    signedIn,
  })
  if (ticket.state === 'fetched' || ticket.expiresAt.getTime() <= now) return is('ended')
  if (ticket.state !== 'confirmed' || !ticket.personId) return is(ticket.state)
  const mine = await ScanTickets.updateOne(
    { _id: ticketId, secretHash, state: 'confirmed' },
    { $set: { state: 'fetched' } },
  )
  if (mine.modifiedCount === 0) return is('ended')
  return is('confirmed', await openSignedIn(caller, { personId: ticket.personId }, 'scan'))
}

/** Waits for the phone at most so long, looking every now and then; answers at once when something has changed. */
export async function awaitScan(
  caller: Caller,
  request: { ticketId: string; secret: string; known?: ScanState | undefined; waitSeconds: number },
) {
  const until = performance.now() + request.waitSeconds * 1000
  const secretHash = hashOf(request.secret)
  for (;;) {
    const seen = await lookOnce(caller, request.ticketId, secretHash)
    const passing = seen.state === 'waiting' || seen.state === 'seen'
    if (!passing || seen.state !== request.known || performance.now() + LOOK_EVERY_MS > until) return seen
    await delay(LOOK_EVERY_MS)
  }
}

/** Only a phone signed in through WeChat may let others in: a password alone must not become a second session without one. */
async function mustBeInWechat({ actor }: Work): Promise<void> {
  const session = await Sessions.findById(actor.sessionId, { channel: 1 }).lean()
  mustBeAllowed(session?.channel === 'wechat', '请用手机微信打开知行小程序来确认')
}

const gone = (): AppError => new AppError('not_found', '登录码不对或已过期，请看电脑上现在显示的码')

/** Shows a phone which browser asks. */
export async function seeScan(work: Work, code: string) {
  await mustBeInWechat(work)
  await guessing.take(work.actor.personId)
  const now = Date.parse(work.now)
  const filter = { codeHash: codeHash(work.deps, code), expiresAt: { $gt: new Date(now) } }
  const ticket = await ScanTickets.findOne(filter).lean<ScanTicketRecord>()
  if (!ticket || (ticket.state !== 'waiting' && ticket.state !== 'seen')) throw gone()
  if (ticket.state === 'waiting')
    await ScanTickets.updateOne({ _id: ticket._id, state: 'waiting' }, { $set: { state: 'seen' } })
  return {
    code: spaced(code),
    device: ticket.device,
    network: ticket.network,
    askedAt: ticket.createdAt.toISOString(),
    secondsLeft: secondsLeft(ticket, now),
  }
}

/** The phone's yes or no; the first one counts. @throws AppError conflict when another phone was faster, not_found for a code that has ended. */
export async function decideScan(work: Work, code: string, accept: boolean): Promise<void> {
  await mustBeInWechat(work)
  await guessing.take(work.actor.personId)
  const { personId } = work.actor
  const now = Date.parse(work.now)
  const filter = { codeHash: codeHash(work.deps, code), expiresAt: { $gt: new Date(now) } }
  const decision = accept
    ? { state: 'confirmed' as const, personId, expiresAt: new Date(now + SCAN_FETCH_SECONDS * 1000) }
    : { state: 'refused' as const }
  const ticket = await ScanTickets.findOneAndUpdate(
    { ...filter, state: { $in: ['waiting', 'seen'] } },
    { $set: decision },
  ).lean<ScanTicketRecord>()
  if (!ticket) {
    if (await ScanTickets.exists(filter))
      throw new AppError('conflict', '这次登录已经有手机处理过了，请在电脑上换一个码')
    throw gone()
  }
  await recordAudit(work, {
    action: accept ? 'accounts.confirmScan' : 'accounts.refuseScan',
    subject: { kind: 'person', id: personId },
    summary: `${accept ? '用手机确认了' : '在手机上取消了'}一次电脑登录（${ticket.device}，${ticket.network}）`,
  })
}
