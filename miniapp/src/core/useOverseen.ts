import { session } from './session'
import { useStore } from './store'

/** The body whose branches I look over; undefined for most people. */
export const useOverseen = (): string | undefined => useStore(session, ({ person }) => person?.overseeing?.[0])
