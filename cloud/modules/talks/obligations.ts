import type { ObligationSource } from '@cloud/core/defineModule'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import { EXEMPTION_FACT, findTurningExemptions } from '@cloud/modules/care/index'
import { findTurningPlaces, listOrganizations } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import type { Organization } from '@shared/modules/organizations/model'
import { type OpenTalk, talkDuties } from '@shared/modules/talks/duties'
import { otherOf } from '@shared/modules/talks/rules'
import { loadTalkBranches, type TalkBranch } from './branch'
import type { TalkRecord } from './collection'
import { TALK_FACT } from './commands'

const owedFrom = ({ foundedOn, enteredOn }: Organization): PlainDate =>
  foundedOn && foundedOn > enteredOn ? foundedOn : enteredOn

function toOpen(record: TalkRecord, names: ReadonlyMap<string, string>): OpenTalk[] {
  const { state } = record
  if (state === 'withdrawn') return []
  const answer = record.entries.find((entry) => entry.step === 'confirm' || entry.step === 'dispute')
  return [
    {
      id: record._id,
      on: record.on,
      state,
      other: otherOf(record, record.recordedBy),
      recordedByName: names.get(record.recordedBy) ?? '',
      recordedOn: record.entries[0]?.on ?? record.on,
      ...(answer && { answeredOn: answer.on }),
    },
  ]
}

async function namesIn(branches: Iterable<TalkBranch>): Promise<Map<string, string>> {
  const ids = [...branches].flatMap((branch) => branch.records.map((record) => record.recordedBy))
  return ids.length > 0 ? namesOf(ids) : new Map()
}

/** What B-28 asks of branches and persons in a year, and what waits to be confirmed. */
export const talkObligations: ObligationSource = {
  facts: [TALK_FACT, EXEMPTION_FACT, 'organizations.appointment', 'people.person'],
  labels: { 'talks.coverage': '谈心谈话覆盖', 'talks.own': '本人谈心谈话', 'talks.confirm': '确认谈话' },
  async turning(organizationIds, since, today) {
    const offices = await findTurningPlaces(organizationIds, since, today)
    return [...new Set([...offices, ...(await findTurningExemptions(organizationIds, since, today))])]
  },
  async compute(_, organizationIds, year, today) {
    const places = (await listOrganizations({ ids: organizationIds })).filter((one) => one.kind === 'branch')
    if (places.length === 0 || year > yearOf(today) + 1) return []
    const calendar = await loadWorkCalendar()
    const ids = places.map((place) => place.id)
    const branches = await loadTalkBranches(ids, year, today)
    const names = await namesIn(branches.values())
    return places.flatMap((place) => {
      const branch = branches.get(place.id)
      if (!branch) return []
      const open = branch.records.flatMap((record) => toOpen(record, names))
      return talkDuties({ ...branch, organizationId: place.id, owedFrom: owedFrom(place), open }, year, calendar)
    })
  },
}
