import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { getOrganization, settingsOf } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import { inForce } from '@shared/core/norm'
import { yearOf } from '@shared/core/plainDate'
import { countCoverage, coverageOf, proposeTalks } from '@shared/modules/talks/coverage'
import { TALKS } from '@shared/modules/talks/norms'
import { COVERAGE_POLICY, TALK_ACTIONS, TALK_POLICY } from '@shared/modules/talks/policy'
import { kindOf } from '@shared/modules/talks/rules'
import { loadTalkBranches, type TalkBranch } from './branch'
import { type TalkRecord, Talks } from './collection'
import { getTalkFor, getTalkPlace } from './queries'

const toPeople = (ids: readonly string[], names: ReadonlyMap<string, string>) =>
  ids.map((personId) => ({ personId, name: names.get(personId) ?? '' }))

const presentRow = (talk: TalkRecord, names: ReadonlyMap<string, string>, actorId: string) => ({
  id: talk._id,
  on: talk.on,
  place: talk.place,
  topic: talk.topic,
  kind: talk.kind,
  state: talk.state,
  people: toPeople(talk.between, names),
  forMe: talk.state === 'waiting' && talk.between.includes(actorId) && talk.recordedBy !== actorId,
})

/** Talks of a year, the latest first: my own, or those of a branch for whoever keeps its book. */
export async function listTalks(
  work: Work,
  query: PageRequest & { organizationId?: string | undefined; year?: number | undefined },
) {
  const { actor, today } = work
  const { organizationId } = query
  if (organizationId) await getTalkPlace(organizationId, (place) => COVERAGE_POLICY.matrix(actor, place))
  const owner = organizationId ? { organizationId } : { between: actor.personId }
  const year = query.year ?? yearOf(today)
  const { items, next } = await findPage<TalkRecord>(Talks, { ...owner, year }, { on: -1 }, query)
  const names = await namesOf(items.flatMap((item) => item.between))
  return { items: items.map((talk) => presentRow(talk, names, actor.personId)), next }
}

/** One talk; the note only to the two and the secretary. */
export async function readTalk(work: Work, talkId: string) {
  const { talk, subject } = await getTalkFor(work, talkId)
  const { actor, deps } = work
  const names = await namesOf([...talk.between, ...talk.entries.map((entry) => entry.by)])
  const seesNote = TALK_POLICY.note(actor, subject)
  const open = seesNote && talk.note ? deps.cipher.open(talk.note) : undefined
  const LABELS = { record: '登记', confirm: '确认', dispute: '说明没有谈', withdraw: '撤回' } as const
  return {
    ...presentRow(talk, names, actor.personId),
    organizationId: talk.organizationId,
    recordedBy: names.get(talk.recordedBy) ?? '',
    ...(open && { note: open }),
    noteHidden: !seesNote && talk.note !== undefined,
    history: talk.entries.map(({ step, by, at, reason }) => ({
      label: LABELS[step],
      by: names.get(by) ?? '',
      at,
      ...(seesNote && reason && { reason: deps.cipher.open(reason) }),
    })),
    allowed: TALK_ACTIONS.filter((action) => TALK_POLICY[action](actor, subject)),
  }
}

/** Names of everybody a branch's coverage speaks of: its members, and holders of its offices from elsewhere. */
async function allNames(branch: TalkBranch): Promise<Map<string, string>> {
  const elsewhere = branch.committee.filter((id) => !branch.names.has(id))
  const names = new Map(branch.names)
  for (const [id, name] of await namesOf(elsewhere)) names.set(id, name)
  return names
}

/** 覆盖 — the matrix for whoever keeps the branch's book. */
export async function readCoverage(work: Work, query: { organizationId: string; year?: number | undefined }) {
  const { actor, today } = work
  const { organizationId } = query
  const year = query.year ?? yearOf(today)
  const place = await getTalkPlace(organizationId, (one) => COVERAGE_POLICY.matrix(actor, one))
  const branch = (await loadTalkBranches([organizationId], year, today)).get(organizationId)
  const facts: TalkBranch = branch ?? { members: [], committee: [], talks: [], records: [], names: new Map() }
  const names = await allNames(facts)
  const demands = coverageOf(facts)
  const of = (kind: string, personId: string) =>
    demands.find((demand) => demand.kind === kind && demand.people[0] === personId)?.doneBy?.on
  const office = new Set(facts.committee)
  const { source } = inForce(TALKS, today)
  return {
    year,
    organizationName: place.name,
    hasCommittee: facts.committee.length >= 3,
    byKind: countCoverage(demands),
    committee: toPeople(facts.committee, names),
    pairs: demands.flatMap(({ kind, people, doneBy, waitingFor }) =>
      kind === 'committee'
        ? [{ people: toPeople(people, names), ...(doneBy && { on: doneBy.on }), ...(waitingFor && { waiting: true }) }]
        : [],
    ),
    members: facts.members
      .filter(({ id }) => !office.has(id))
      .map(({ id, exempt }) => {
        const withCommittee = of('committeeMember', id)
        const withMember = of('members', id)
        return {
          personId: id,
          name: names.get(id) ?? '',
          exempt,
          ...(withCommittee && { withCommittee }),
          ...(withMember && { withMember }),
        }
      }),
    missing: demands.flatMap(({ kind, people, doneBy, waitingFor }) =>
      doneBy ? [] : [{ kind, people: toPeople(people, names), waiting: waitingFor !== undefined }],
    ),
    proposed: proposeTalks(facts).map(({ kind, between }) => ({ kind, people: toPeople(between, names) })),
    why: TALKS.label,
    source,
  }
}

const noBranch: TalkBranch = { members: [], committee: [], talks: [], records: [], names: new Map() }

/** The branch a person's own talks belong to: the own one, or the first in which an office is held. */
async function ownBranch({ actor }: Work) {
  for (const id of [actor.organizationId, ...actor.appointments.map((a) => a.organizationId)]) {
    if (!id) continue
    const place = await getOrganization(id)
    if (place.kind === 'branch') return place
  }
  return undefined
}

/** 还该和谁谈 — what I owe this year, and everybody I may talk with. */
export async function readTalkProposal(work: Work) {
  const { actor, today } = work
  const year = yearOf(today)
  const place = await ownBranch(work)
  const loaded = place && (await loadTalkBranches([place.id], year, today)).get(place.id)
  const facts = loaded ?? noBranch
  const names = await allNames(facts)
  const own = actor.personId
  const office = new Set(facts.committee)
  const demands = coverageOf(facts).filter((demand) => demand.people.includes(own))
  const everybody = [...new Set([...facts.members.map(({ id }) => id), ...facts.committee])]
  const member = everybody.includes(own)
  const { source } = inForce(TALKS, today)
  const settings = place && (await settingsOf(place))
  return {
    organizationId: place?.id ?? '',
    year,
    today,
    place: settings?.usualPlace ?? '',
    proposed: proposeTalks(facts).flatMap(({ kind, between }) => {
      const [a, b] = between
      const personId = a === own ? b : b === own ? a : undefined
      return personId ? [{ personId, name: names.get(personId) ?? '', kind }] : []
    }),
    people: member
      ? everybody
          .filter((id) => id !== own)
          .map((id) => ({
            personId: id,
            name: names.get(id) ?? '',
            kind: kindOf([own, id], (personId) => office.has(personId)),
          }))
      : [],
    due: demands.length,
    done: demands.filter((demand) => demand.doneBy).length,
    why: TALKS.label,
    source,
    allowed: [
      ...(member ? ['record'] : []),
      ...(place && COVERAGE_POLICY.matrix(actor, { organizationId: place.id }) ? ['coverage'] : []),
    ],
  }
}
