import type { PlainDate } from '@shared/core/plainDate'
import type { Change } from './change'
import type { Deps } from './deps'

/** 通知 — the latest word about a record to the people it concerns: held on, moved, cancelled. */
export interface Notice {
  /** The record it speaks of, `meetings.meeting:<id>`: the notice before it is overtaken. */
  subject: string
  /** Number and kind of this word, `3:moved`: it reaches each recipient once. */
  revision: string
  organizationId: string
  path: string
  /** Persons; of a large audience a page after the other, so that nobody holds all of them at once. */
  recipients: readonly string[] | AsyncIterable<readonly string[]>
  text: {
    title: string
    /** What changed, or why it concerns the reader. */
    why: string
    /** In a few words, at most 20 characters. */
    note: string
    dueOn: PlainDate
    dueTime?: string
    place?: string
    page: string
    label: string
  }
  /** What is said to some of these recipients in place of `why` and `note`. */
  toSome?(recipientIds: readonly string[]): Promise<ReadonlyMap<string, { why: string; note: string }>>
  /** 紧急 — passes quiet hours and the daily digest: who waits for it would act on what is no longer true. */
  urgent?: boolean
  /** Between the writer and the recipient alone: no list of what was told shows it. */
  private?: boolean
}

/** What a module announces: kinds of facts, and the latest word about one of them; undefined when there is nothing to say. */
export interface NoticeSource {
  facts: readonly string[]
  find(deps: Deps, change: Change): Promise<Notice | undefined>
}
