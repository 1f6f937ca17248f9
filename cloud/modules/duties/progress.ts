import type { Work } from '@cloud/core/deps'
import { countBranches, listOrganizations } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import type { BoardLevel, HelpState } from '@shared/modules/duties/model'
import { helpSince, NOTHING_OPEN } from '@shared/modules/duties/rules'
import {
  addMarks,
  addTally,
  emptyTally,
  helpReasons,
  isInState,
  needsHelp,
  ringOfTally,
  type Tally,
} from '@shared/modules/duties/standing'
import type { Organization } from '@shared/modules/organizations/model'
import { type StandingRecord, Standings } from './collection'
import { getOverseen } from './reach'
import { listPressing } from './slipping'

export interface ProgressScope {
  organizationId?: string | undefined
  year?: number | undefined
  rule?: string | undefined
}

export interface ProgressQuery extends ProgressScope {
  level?: BoardLevel | undefined
  state?: HelpState | undefined
  name?: string | undefined
}

/** One line of the board before it is shown: one organisation, or one directly below with all that is theirs. */
interface Line {
  organizationId: string
  tally: Tally
  organizations: number
  needHelp: number
  /** Where it stands; absent for a sum until its page is shown. */
  own?: Pick<StandingRecord, 'name' | 'kind' | 'above'>
}

/** All plans below an organisation added up, in one read of their small standings. */
async function addUp(placeId: string, year: number, rule: string | undefined, today: PlainDate) {
  const rows = await Standings.find({ above: placeId, year }).lean<StandingRecord[]>()
  const since = helpSince(year, today)
  const rules = new Map<string, Tally>()
  const lines: Line[] = []
  for (const { organizationId, name, kind, above, rules: marks } of rows) {
    const tally = emptyTally()
    for (const one of marks) {
      const ofRule = rules.get(one.rule) ?? emptyTally()
      rules.set(one.rule, ofRule)
      const own = emptyTally()
      addMarks(own, one, today, since)
      addTally(ofRule, own)
      if (!rule || rule === one.rule) addTally(tally, own)
    }
    if (tally.total === 0) continue
    lines.push({
      organizationId,
      tally,
      organizations: 1,
      needHelp: needsHelp(tally) ? 1 : 0,
      own: { name, kind, above },
    })
  }
  return { lines, rules, branches: rows.filter((row) => row.kind === 'branch').length }
}

/** The lines of single organisations summed up by the organisation directly below `placeId` to which they belong. */
function sumNext(lines: readonly Line[], placeId: string): Line[] {
  const sums = new Map<string, Line>()
  for (const line of lines) {
    const above = line.own?.above ?? []
    const organizationId = above[above.indexOf(placeId) + 1] ?? line.organizationId
    const before = sums.get(organizationId)
    // Alone it stays what it is; with others below it, it is their sum.
    const sum: Line = {
      organizationId,
      tally: before?.tally ?? emptyTally(),
      organizations: before?.organizations ?? 0,
      needHelp: before?.needHelp ?? 0,
      ...(!before && line.own && organizationId === line.organizationId && { own: line.own }),
    }
    sums.set(organizationId, sum)
    addTally(sum.tally, line.tally)
    sum.organizations += 1
    sum.needHelp += line.needHelp
  }
  return [...sums.values()]
}

const orderOf = ({ tally, organizationId }: Line): string => `${tally.firstDue ?? NOTHING_OPEN}:${organizationId}`

/** Everything the filters let through, whose earliest item falls due first in front. */
export async function findLines(work: Work, query: ProgressQuery) {
  const place = await getOverseen(work.actor, query.organizationId)
  const year = query.year ?? yearOf(work.today)
  const { lines: each, rules, branches } = await addUp(place.id, year, query.rule, work.today)
  const lines = query.level === 'next' ? sumNext(each, place.id) : each
  const sums = lines.flatMap((line) => (line.own ? [] : [line.organizationId]))
  const summed = new Map((sums.length > 0 ? await listOrganizations({ ids: sums }) : []).map((one) => [one.id, one]))
  const { name: asked = '', state } = query
  const nameOf = (line: Line) => line.own?.name ?? summed.get(line.organizationId)?.name ?? ''
  const found = lines
    .filter((line) => isInState(line.tally, state) && nameOf(line).includes(asked))
    .map((line) => ({
      ...line,
      name: nameOf(line),
      kind: line.own?.kind ?? summed.get(line.organizationId)?.kind ?? 'branch',
    }))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  return { place, year, each, rules, branches, lines: found }
}

export type FoundLine = Awaited<ReturnType<typeof findLines>>['lines'][number]

/** Rows of the board with the organisation above each and what presses first in it. */
export async function presentLines(
  lines: readonly FoundLine[],
  place: Organization,
  { year, rule, today }: { year: number; rule: string | undefined; today: PlainDate },
) {
  const parents = lines.map((line) => line.own?.above[line.own.above.length - 1] ?? place.id)
  const others = [...new Set(parents)].filter((id) => id !== place.id)
  const names = new Map(
    (others.length > 0 ? await listOrganizations({ ids: others }) : []).map((one) => [one.id, one.name]),
  )
  const single = lines.filter((line) => line.own && line.needHelp > 0).map((line) => line.organizationId)
  const pressing = await listPressing(single, { year, rule, today })
  return lines.map(({ organizationId, name, kind, organizations, needHelp, tally }, i) => {
    const under = names.get(parents[i] ?? '')
    return {
      organizationId,
      name,
      kind,
      ...(under !== undefined && { under }),
      organizations,
      needHelp,
      ring: ringOfTally(tally),
      reasons: helpReasons(tally),
      ...(tally.firstDue && { firstDue: tally.firstDue }),
      first: (pressing.get(organizationId) ?? []).slice(0, 2),
    }
  })
}

const CURSOR = /^\d{4}-\d\d-\d\d:[0-9a-f]{24}$/

/** The board of all organisations below one: sums, kinds of duty, and the page of those that need help first. */
export async function listProgress(
  work: Work,
  query: ProgressQuery & { cursor?: string | undefined; limit?: number | undefined },
  labels: Readonly<Record<string, string>>,
) {
  const { cursor, limit = 20 } = query
  if (cursor !== undefined && !CURSOR.test(cursor))
    throw new AppError('invalid_input', '翻页标记无效，请从第一页重新打开')
  const { place, year, each, rules, branches, lines } = await findLines(work, query)
  const whole = emptyTally()
  for (const line of each) addTally(whole, line.tally)
  const needHelp = each.filter((line) => line.needHelp > 0).length
  const from = cursor === undefined ? 0 : lines.filter((line) => orderOf(line) <= cursor).length
  const shown = lines.slice(from, from + limit)
  const last = shown[shown.length - 1]
  const ids = place.path.split('/').filter((id) => id !== '' && id !== place.id)
  const above = ids.length > 0 ? await listOrganizations({ ids }) : []
  const overseen = above.filter((one) => work.actor.appointments.some((a) => one.path.startsWith(a.path)))
  const thisYear = yearOf(work.today)
  return {
    organizationId: place.id,
    name: place.name,
    year,
    years: [thisYear - 1, thisYear, thisYear + 1],
    asOf: work.now,
    above: overseen.map(({ id, name }) => ({ organizationId: id, name })),
    ring: ringOfTally(whole),
    onTrack: each.length - needHelp,
    needHelp,
    pressing: whole.pressing + whole.slipping,
    withoutPlan: query.rule ? 0 : Math.max(0, (await countBranches(place.path)) - branches),
    rules: [...rules]
      .map(([rule, tally]) => ({
        rule,
        label: labels[rule] ?? '其他',
        ring: ringOfTally(tally),
        pressing: tally.pressing + tally.slipping,
      }))
      .sort((a, b) => b.pressing - a.pressing || (a.rule < b.rule ? -1 : 1)),
    total: lines.length,
    items: await presentLines(shown, place, { year, rule: query.rule, today: work.today }),
    next: last && from + limit < lines.length ? orderOf(last) : null,
  }
}
