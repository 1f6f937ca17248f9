import type { Contract, Endpoint, Endpoints, HandlerReply, ParsedRequest } from '@shared/core/contract'
import type { Work } from '../deps'
import type { PreparedJson } from './preparedJson'

/** What a handler receives: who is calling, when, and the parsed request. */
export type Call<E extends Endpoint> = Work &
  ParsedRequest<E> & {
    /** Raw bytes of an upload; empty elsewhere. */
    upload: Buffer
    /** Address of the caller, for limits and session lists. */
    address: string
    userAgent: string
  }

/** A handler answers with the reply, or with a reply that already is JSON text. */
export type Handler<E extends Endpoint> = (call: Call<E>) => Promise<HandlerReply<E> | PreparedJson>

/** One handler per endpoint of the contract: a missing or superfluous one does not compile. */
export type Handlers<E extends Endpoints> = { readonly [Name in keyof E]: Handler<E[Name]> }

/** A handler behind its contract, as the dispatcher sees it: parsing has made sure that the request fits. */
export type AnyHandler = (
  call: Work & { params: unknown; query: unknown; body: unknown; upload: Buffer },
) => Promise<unknown>

export interface BoundRoutes {
  contract: Contract
  handlers: Readonly<Record<string, AnyHandler>>
}

/** Binds a module's handlers to its contract. */
export const defineRoutes = <E extends Endpoints>(contract: Contract<E>, handlers: Handlers<E>): BoundRoutes => ({
  contract,
  handlers: handlers as unknown as BoundRoutes['handlers'],
})
