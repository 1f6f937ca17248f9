import type { Deps } from '@cloud/core/deps'
import type { Reach } from '@cloud/modules/accounts/index'
import type { PlainDate } from '@shared/core/plainDate'
import type { ChannelId, DeliveryReason, ReminderText, TemplateKind } from '@shared/modules/reminders/model'
import type { ReachRecord } from '../collection'

/** Somebody a message is for, and every way to reach him or her. */
export interface Recipient {
  personId: string
  reach: Reach
  record: Pick<ReachRecord, 'hours' | 'wecomId' | 'employee' | 'employeeAt'>
}

/** One message: everything it speaks of, and as which kind it travels. */
export interface Message {
  texts: readonly ReminderText[]
  template: TemplateKind
  today: PlainDate
}

/** What came of one channel. */
export type Outcome =
  | { result: 'sent'; messageId?: string }
  /** Nothing was sent here and nothing will be: the next channel's turn. */
  | { result: 'passed'; reason: DeliveryReason; code?: number }
  /** Nothing was sent: try again. `limited`: not before the next minute. */
  | { result: 'later'; limited: boolean; code?: number }
  /** It may have arrived: nobody sends it again, here or elsewhere. */
  | { result: 'unknown'; reason: 'noAnswer' }

/** 渠道 — one way to a phone. */
export interface Channel {
  id: ChannelId
  /** Is it set up, and is there an address of this person? */
  canReach(deps: Deps, recipient: Recipient): boolean
  send(deps: Deps, recipient: Recipient, message: Message): Promise<Outcome>
}
