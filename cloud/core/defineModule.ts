import type Router from '@koa/router'
import type { Contract } from '@shared/core/contract'
import type { Obligation } from '@shared/core/obligation'
import type { PlainDate } from '@shared/core/plainDate'
import type { Change, Consumer } from './change'
import type { DatedEventSource } from './datedEvent'
import type { Deps } from './deps'
import type { BoundRoutes } from './http/route'
import type { Job } from './jobs/job'
import type { NoticeSource } from './notice'
import type { OpenMatterSource } from './openMatter'

/** Where a module's obligations come from: facts that change them, and the computation for a set of organisations and a year. */
export interface ObligationSource {
  /** Kinds of facts on which they depend. */
  facts: readonly string[]
  /** What each of its rules asks for, in two to eight characters, for those who look over many plans. */
  labels?: Readonly<Record<string, string>>
  /**
   * Every obligation carries the name of the module that computes it.
   * @param periods only what is owed in these, as `periodsOf` has named them; absent: everything
   */
  compute(
    deps: Deps,
    organizationIds: readonly string[],
    year: number,
    today: PlainDate,
    periods?: readonly string[],
  ): Promise<Obligation[]>
  /**
   * Periods of a year (`Obligation.period`, with all parts: `2026` stands for `2026-06` too) in which a changed fact can change what is
   * owed; undefined: in any. A plan of hundreds of lines need not be computed anew because of one meeting.
   */
  periodsOf?(change: Pick<Change, 'fact' | 'factId'>, year: number): readonly string[] | undefined
  /**
   * Which of these organisations may owe something else because of the days after `since` until today though no fact has changed,
   * for example since an appointment begins. Absent: any of them may, and all are computed anew every night.
   */
  turning?(organizationIds: readonly string[], since: PlainDate, today: PlainDate): Promise<readonly string[]>
}

/** 模块 — everything a module contributes to the service. The registry in `cloud/modules.ts` lists them. */
export interface CloudModule {
  name: string
  contract?: Contract
  routes?: BoundRoutes
  jobs?: readonly Job[]
  consumers?: readonly Consumer[]
  obligations?: ObligationSource
  /** What it announces to people. */
  notices?: NoticeSource
  /** What stands in an organisation's calendar besides what it owes. */
  datedEvents?: DatedEventSource
  /** What is open in a seat, for the handover of a post. */
  openMatters?: OpenMatterSource
  /** Addresses outside `/api` that speak somebody else's protocol. */
  mount?(router: Router, deps: Deps): void
  /** Background work besides consumers and jobs; stopped with the service. */
  start?(deps: Deps): { stop(): Promise<void> }
}

export const defineModule = (module: CloudModule): CloudModule => module
