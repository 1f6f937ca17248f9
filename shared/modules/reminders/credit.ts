/** Where an acceptance was heard of: WeChat's own event, or the phone's report of the popup, which is only a hint. */
export type AcceptSource = 'event' | 'report'

/** An acceptance heard of from one side so far. */
export interface Acceptance {
  source: AcceptSource
  /** UTC ISO instant. */
  at: string
}

/** 订阅次数 — how many messages of one template a person has agreed to and not yet received. */
export interface CreditState {
  balance: number
  /** Switched off in WeChat's settings; only the person can switch it on again there. */
  refused: boolean
  /** Acceptances whose other half (event or report) has not been heard yet. */
  unmatched: readonly Acceptance[]
}

export const NO_CREDIT: CreditState = { balance: 0, refused: false, unmatched: [] }

/** Event and report of the same tap arrive within this time. */
const SAME_TAP_MS = 60_000

const distance = (a: Acceptance, b: Acceptance): number => Math.abs(Date.parse(a.at) - Date.parse(b.at))

/**
 * Books an acceptance: one tap is one credit, although WeChat's event and the phone's report both tell of it. Two events, or two
 * reports, are two taps.
 */
export function bookAcceptance(credit: CreditState, accepted: Acceptance): CreditState {
  const fresh = credit.unmatched.filter((earlier) => distance(earlier, accepted) <= SAME_TAP_MS)
  const twin = fresh.findIndex((earlier) => earlier.source !== accepted.source)
  if (twin >= 0) return { ...credit, refused: false, unmatched: fresh.filter((_, i) => i !== twin) }
  return { balance: credit.balance + 1, refused: false, unmatched: [...fresh, accepted] }
}
