import { handoversContract } from '@shared/modules/handovers/contract'
import type { HandoverState } from '@shared/modules/handovers/model'
import { OVERSEER_ROLES } from '@shared/modules/handovers/policy'
import { createClient } from '@/core/api'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useOverseen } from '@/core/useOverseen'
import { usePages } from '@/core/usePages'
import type { Tone } from '@/ui/tone'

export const handoversApi = createClient(handoversContract)

/** How a state looks; the word always stands beside it. */
export const HANDOVER_TONES: Record<HandoverState, Tone> = {
  vacant: 'warn',
  open: 'idle',
  finished: 'ok',
  withdrawn: 'idle',
}

/** Handovers that concern me, or those of an organisation and all below it, page by page. */
export function useHandovers(organizationId: string | undefined) {
  const key = `handovers/list/${organizationId ?? ''}`
  const ask = (cursor?: string) => handoversApi.list({ query: { organizationId, cursor, limit: '30' } })
  return usePages(key, ask, { keep: organizationId === undefined })
}

/** The organisation whose handovers I may look over; undefined for most people. */
export const usePlaceOfHandovers = (): string | undefined => {
  const overseen = useOverseen()
  const own = useStore(session, ({ person }) =>
    person?.roles.some((role) => OVERSEER_ROLES.some((one) => one === role)) ? person.organizationId : undefined,
  )
  return overseen ?? own
}
