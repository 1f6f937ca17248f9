import { setTimeout as delay } from 'node:timers/promises'
import type { PlainDate } from '@shared/core/plainDate'
import type { LiveService } from '../liveService'
import type { WechatStub } from '../wechat/startWechatStub'
import type { Caller, Person } from './caller'
import type { Killer } from './killer'
import type { MovableClock } from './movableClock'

/** What outlasts a round: the service, WeChat, and those above the branches. */
export interface Stage {
  live: LiveService
  stub: WechatStub
  clock: MovableClock
  caller: Caller
  /** Of the round that is played. */
  killer: Killer
  topId: string
  administrator: Person
  superior: Person
}

const PARTS = ['secretary', 'commissioner', 'scans', 'offline', 'onLeave', 'withoutPhone', 'late'] as const
export type Part = (typeof PARTS)[number]
export const PART_NAMES = {
  secretary: '书记',
  commissioner: '组织委员',
  scans: '扫码的',
  offline: '没信号的',
  onLeave: '请假的',
  withoutPhone: '没手机的',
  late: '晚送到的',
} as const satisfies Record<Part, string>
export const partNames = Object.entries(PART_NAMES) as [Part, string][]

/** What was acknowledged in one round, and must be there in the end. */
export interface Play {
  round: number
  /** Its first day. */
  monday: PlainDate
  branchId: string
  people: Record<Part, Person>
  secretaryTermId: string
  meetings: { id: string; title: string; steps: string[]; attendance: Record<string, string[]> }[]
  /** The last word about each meeting everybody was asked to, as it stands in the ledger: `3:cancel`. */
  notices: { meetingId: string; word: string }[]
  items: { id: string; key: string; title: string }[]
  waived: string[]
  rungs: { dutyKey: string; rung: string; recipientId: string }[]
  appraisal?: { id: string; steps: string[]; totals: Record<string, Record<string, number>>; tookPart: string[] }
  handover?: { id: string; kinds: Record<string, number> }
}

/** Everybody of a branch who holds a phone. */
export const withPhones = ({ people }: Play): Person[] => Object.values(people).filter((one) => one.openId)

const PATIENCE_MS = 60_000

/** Asks until it is so. @param meanwhile called once a second. @throws Error when it never is. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  meanwhile: () => void = () => undefined,
): Promise<T> {
  const began = performance.now()
  for (let seconds = 1; performance.now() - began < PATIENCE_MS; ) {
    const found = await look()
    if (found) return found
    await delay(60)
    if (performance.now() - began > seconds * 1_000) {
      seconds += 1
      meanwhile()
    }
  }
  throw new Error(`waited in vain: ${what}`)
}
