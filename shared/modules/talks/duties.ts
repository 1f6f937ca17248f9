import { findInForce } from '@shared/core/norm'
import { type Obligation, obligationKey, type Rung, STANDARD_LADDER } from '@shared/core/obligation'
import { addDays, endOfMonth, laterOf, type PlainDate, plainDateFrom, yearOf } from '@shared/core/plainDate'
import { toWorkingDay, type WorkCalendar } from '@shared/core/workCalendar'
import { type CountedTalk, type CoverageFacts, coverageOf, type Demand } from './coverage'
import { TALKS } from './norms'

/** 全年阶梯 — a whole year is time enough: the first word comes two months before its end. */
const YEAR_LADDER = [
  { id: 'T-60', offsetDays: -60, to: 'owner' },
  { id: 'T-30', offsetDays: -30, to: 'owner' },
  { id: 'T-7', offsetDays: -7, to: 'owner' },
  { id: 'T', offsetDays: 0, to: 'owner' },
] as const satisfies readonly Rung[]

const CONFIRM_LADDER = [
  { id: 'T-6', offsetDays: -6, to: 'owner' },
  { id: 'T', offsetDays: 0, to: 'owner' },
] as const satisfies readonly Rung[]

/** How long the other one has to confirm before it is called late, a habit and never a stop. */
export const CONFIRM_DAYS = 7
/** A branch or a committee that came into being later than this before the year's end owes nothing for the year. */
const RUN_IN_DAYS = 30

export const talksPage = (query: string): string => `/modules/talks/pages/list/index${query}`
export const talkPage = (talkId: string): string => `/modules/talks/pages/detail/index?id=${talkId}`

/** A talk as far as confirming it is somebody's duty. */
export interface OpenTalk {
  id: string
  on: PlainDate
  state: 'waiting' | 'confirmed' | 'disputed'
  /** The one who did not put it down. */
  other: string
  recordedByName: string
  /** Days on which it was put down, and answered. */
  recordedOn: PlainDate
  answeredOn?: PlainDate
}

export interface TalkDutyFacts extends CoverageFacts {
  organizationId: string
  owedFrom?: PlainDate
  open: readonly OpenTalk[]
}

const last = (demands: readonly Demand[]): CountedTalk | undefined => {
  let found: CountedTalk | undefined
  for (const { doneBy } of demands) if (doneBy && (!found || doneBy.on > found.on)) found = doneBy
  return found
}

/** What talking asks of a branch, of its people, and of whoever is to confirm a talk. Each is done by the talks themselves. */
export function talkDuties(facts: TalkDutyFacts, year: number, calendar: WorkCalendar): Obligation[] {
  const { organizationId, owedFrom } = facts
  const first = plainDateFrom(year, 1, 1)
  const dueOn = toWorkingDay(calendar, endOfMonth(year, 12), 'before')
  const duties: Obligation[] = []
  const norm = findInForce(TALKS, first)
  if (norm && (!owedFrom || owedFrom <= addDays(dueOn, -RUN_IN_DAYS))) {
    const opensOn = owedFrom ? laterOf(owedFrom, first) : first
    const demands = coverageOf(facts)
    const open = demands.filter((demand) => !demand.doneBy)
    const { source } = norm
    const shared = { module: 'talks', organizationId, period: String(year), opensOn, dueOn, source }
    const done = open.length === 0 ? last(demands) : undefined
    if (demands.length > 0)
      duties.push({
        ...shared,
        key: obligationKey('talks.coverage', organizationId, String(year)),
        rule: 'talks.coverage',
        owner: { kind: 'organization', id: organizationId },
        title: '谈心谈话全覆盖',
        why: open.length > 0 ? `${TALKS.label}；还差 ${open.length} 项` : TALKS.label,
        action: {
          page: `/modules/talks/pages/coverage/index?organizationId=${organizationId}&year=${year}`,
          label: done ? '查看' : '看还差谁',
        },
        ladder: [...YEAR_LADDER, ...STANDARD_LADDER.filter((rung) => rung.offsetDays > 0)],
        ...(done && { doneBy: { module: 'talks', id: done.id, on: done.on } }),
      })
    // Nothing is demanded of exempt members (B-31): the committee comes to them.
    const exempt = new Set(facts.members.flatMap((member) => (member.exempt ? [member.id] : [])))
    duties.push(...personalDuties(demands, exempt, shared))
  }
  for (const talk of facts.open) if (yearOf(talk.on) === year) duties.push(confirmDuty(talk, organizationId))
  return duties
}

/** One duty per person for all talks that person owes; the talks with members are the committee's together. */
function personalDuties(
  demands: readonly Demand[],
  exempt: ReadonlySet<string>,
  shared: Pick<Obligation, 'module' | 'organizationId' | 'period' | 'opensOn' | 'dueOn' | 'source'>,
): Obligation[] {
  const own = new Map<string, Demand[]>()
  for (const demand of demands)
    for (const personId of demand.people) {
      if (exempt.has(personId)) continue
      const list = own.get(personId)
      if (list) list.push(demand)
      else own.set(personId, [demand])
    }
  return [...own].map(([personId, list]) => {
    const open = list.filter((demand) => !demand.doneBy).length
    const done = open === 0 ? last(list) : undefined
    return {
      ...shared,
      // A person may hold an office in a branch other than the own one and owe talks in both.
      key: obligationKey('talks.own', personId, `${shared.period}-${shared.organizationId}`),
      rule: 'talks.own',
      owner: { kind: 'person', id: personId },
      title: '今年的谈心谈话',
      why: open > 0 ? `还差 ${open} 次，系统已配好对象` : `${list.length} 次都谈了`,
      action: { page: talksPage(''), label: done ? '查看' : '去谈一次' },
      ladder: YEAR_LADDER,
      ...(done && { doneBy: { module: 'talks', id: done.id, on: done.on } }),
    }
  })
}

function confirmDuty(talk: OpenTalk, organizationId: string): Obligation {
  return {
    key: obligationKey('talks.confirm', talk.other, talk.id),
    module: 'talks',
    rule: 'talks.confirm',
    owner: { kind: 'person', id: talk.other },
    organizationId,
    title: `确认与${talk.recordedByName}的谈心谈话`,
    why: '谈过就点一下确认，不用写字',
    period: talk.id,
    opensOn: talk.recordedOn,
    dueOn: addDays(talk.recordedOn, CONFIRM_DAYS),
    source: { document: '本单位设置', article: '谈心谈话' },
    action: { page: talkPage(talk.id), label: talk.state === 'waiting' ? '确认' : '查看' },
    ladder: CONFIRM_LADDER,
    ...(talk.answeredOn && { doneBy: { module: 'talks', id: talk.id, on: talk.answeredOn } }),
  }
}
