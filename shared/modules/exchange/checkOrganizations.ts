import {
  ORGANIZATION_KIND_LABELS,
  ORGANIZATION_KINDS,
  type OrganizationKind,
  PARENT_KINDS,
} from '@shared/modules/organizations/model'
import { readCell, readOrganizationName } from './cells/readCell'
import { findOrganizationKind } from './cells/vocabulary'
import type { FieldChange } from './model'
import { canonicalName, indexOrganizations, type KnownOrganization } from './organizationMatch'
import { openRow, type RowInput, type RowReader } from './readRow'
import { type CheckedRow, digestOf, findReasonLeftOut, stateOf } from './rowState'

export interface OrganizationSurroundings {
  date1904: boolean
  /** Every organisation in reach. */
  register: readonly (KnownOrganization & { foundedOn?: string })[]
  /** The organisation the import is for: rows that name no superior stand below it. */
  rootId: string
  /** The one person of this name in reach. */
  findPersonNamed(name: string): 'none' | 'several' | { id: string }
}

/** Value of a superior that stands in the same file. */
export const ROW_PREFIX = 'row:'

const isKind = (text: string | undefined): text is OrganizationKind =>
  text !== undefined && (ORGANIZATION_KINDS as readonly string[]).includes(text)

const mayStandBelow = (kind: OrganizationKind, parent: OrganizationKind): boolean =>
  (PARENT_KINDS[kind] as readonly (OrganizationKind | null)[]).includes(parent)

interface Draft {
  input: RowInput
  reader: RowReader
}

type Register = OrganizationSurroundings['register']

/** The register by the one spelling of each name. */
function byCanonicalName(register: Register): ReadonlyMap<string, Register> {
  const map = new Map<string, Register[number][]>()
  for (const organization of register) {
    const key = canonicalName(organization.name)
    map.set(key, [...(map.get(key) ?? []), organization])
  }
  return map
}

function readNameAndKind({ reader }: Draft, date1904: boolean): void {
  reader.take('name', readOrganizationName(reader.textOf('name') ?? ''))
  const { name } = reader.values
  if (!name) reader.ask('name', '没写组织名称', ['edit', 'leaveOut'])
  else if (name.length > 60) reader.ask('name', '名称超过 60 个字', ['edit'])
  const kind = readCell('kind', reader.textOf('kind') ?? '')
  const guess = name ? findOrganizationKind(name) : undefined
  if (kind.value !== '' || kind.ask || !guess) {
    reader.take('kind', kind)
    if (kind.value === '' && !kind.ask)
      reader.ask(
        'kind',
        '没写组织类别',
        ['edit'],
        ORGANIZATION_KINDS.map((value) => ({ value, label: ORGANIZATION_KIND_LABELS[value] })),
      )
  } else
    reader.propose(
      'kind',
      { value: guess, label: ORGANIZATION_KIND_LABELS[guess] },
      `按名称看是${ORGANIZATION_KIND_LABELS[guess]}`,
    )
  reader.take('foundedOn', readCell('foundedOn', reader.textOf('foundedOn') ?? '', date1904))
  reader.take('secretary', readCell('secretary', reader.textOf('secretary') ?? ''))
}

/** Register and file together, as superiors a row can name. */
function placesOf(
  drafts: readonly Draft[],
  register: Register,
  named: ReadonlyMap<string, Register>,
): KnownOrganization[] {
  const inFile = drafts.flatMap(({ input, reader }) => {
    const { name, kind } = reader.values
    if (!name || !isKind(kind) || findReasonLeftOut(input)) return []
    const known = named.get(canonicalName(name))?.some((other) => other.kind === kind)
    return known ? [] : [{ id: `${ROW_PREFIX}${input.row}`, name, kind, parentId: null }]
  })
  return [...register, ...inFile]
}

function readParent(
  draft: Draft,
  around: OrganizationSurroundings,
  places: ReturnType<typeof indexOrganizations>,
): void {
  const { reader, input } = draft
  const root = around.register.find((organization) => organization.id === around.rootId)
  const { kind } = reader.values
  const text = readOrganizationName(reader.textOf('parent') ?? '').value
  if (text === '') {
    if (!root || !isKind(kind)) return
    if (canonicalName(root.name) === canonicalName(reader.values.name ?? '')) return
    if (mayStandBelow(kind, root.kind)) reader.values.parent = root.id
    else
      reader.ask('parent', `没写上级；${ORGANIZATION_KIND_LABELS[kind]}不能直接放在${root.name}下面`, [
        'edit',
        'leaveOut',
      ])
    return
  }
  const match = places.match(text)
  if (match.kind === 'unknown') {
    const reason = match.reason.replace('没有这个组织', '没有这个上级')
    reader.ask('parent', reason, ['edit', 'leaveOut'], match.choices)
    return
  }
  const { organization } = match
  if (organization.id === `${ROW_PREFIX}${input.row}`) {
    reader.ask('parent', '上级写成了自己', ['edit', 'blank'])
    return
  }
  if (match.kind === 'found') reader.values.parent = organization.id
  else reader.propose('parent', { value: organization.id, label: organization.name }, match.reason)
  if (isKind(kind) && !mayStandBelow(kind, organization.kind))
    reader.ask(
      'parent',
      `${ORGANIZATION_KIND_LABELS[kind]}不能放在“${organization.name}”（${ORGANIZATION_KIND_LABELS[organization.kind]}）下面`,
      ['edit', 'leaveOut'],
    )
}

/** Rows whose superiors form a ring. */
function ringsOf(drafts: readonly Draft[]): Set<number> {
  const parentOf = new Map(drafts.map(({ input, reader }) => [`${ROW_PREFIX}${input.row}`, reader.values.parent ?? '']))
  const rings = new Set<number>()
  for (const { input } of drafts) {
    const start = `${ROW_PREFIX}${input.row}`
    const seen = new Set<string>()
    let at: string | undefined = parentOf.get(start)
    while (at?.startsWith(ROW_PREFIX) && at !== start && !seen.has(at)) {
      seen.add(at)
      at = parentOf.get(at)
    }
    if (at === start) rings.add(input.row)
  }
  return rings
}

function findKnown({ reader }: Draft, named: ReadonlyMap<string, Register>) {
  const { name = '', parent } = reader.values
  const same = named.get(canonicalName(name)) ?? []
  const here = same.filter((other) => other.parentId === parent || parent === undefined)
  if (here.length === 1) return here[0]
  return reader.textOf('parent') === '' && same.length === 1 ? same[0] : undefined
}

function checkSecretary(reader: RowReader, around: OrganizationSurroundings): void {
  const { secretary } = reader.values
  if (!secretary) return
  const person = around.findPersonNamed(secretary)
  if (person === 'none') reader.note('secretary', `名册里还没有“${secretary}”，先不任命；导入党员时按“党内职务”任命`)
  if (person === 'several') reader.note('secretary', `叫“${secretary}”的不止一人，先不任命`)
}

function judge(
  draft: Draft,
  around: OrganizationSurroundings,
  named: ReadonlyMap<string, Register>,
  ring: boolean,
  earlier: ReadonlyMap<string, Draft>,
): CheckedRow {
  const { input, reader } = draft
  const { values, issues } = reader
  const leftOut = findReasonLeftOut(input)
  if (leftOut) return { state: 'leftOut', values, issues: [], changes: [], because: leftOut }
  const twin = earlier.get(keyOf(values))
  if (twin && twin.input.row < input.row) {
    if (digestOf(twin.reader.values) === digestOf(values) && !input.choice.takenIn)
      return { state: 'leftOut', values, issues: [], changes: [], because: `与第 ${twin.input.row} 行完全相同` }
    reader.ask('name', `与第 ${twin.input.row} 行是同一个组织，内容不同；留一行`, ['leaveOut', 'edit'])
  }
  if (ring) reader.ask('parent', '上级关系绕成了一圈', ['edit', 'blank'])
  checkSecretary(reader, around)
  const known = findKnown(draft, named)
  if (!known) return { state: stateOf(issues, false), values, issues, changes: [] }
  if (isKind(values.kind) && known.kind !== values.kind)
    reader.ask('kind', `已有同名组织，类别是${ORGANIZATION_KIND_LABELS[known.kind]}`, ['edit', 'leaveOut'])
  const changes: FieldChange[] =
    values.foundedOn && values.foundedOn !== known.foundedOn
      ? [{ field: 'foundedOn', from: known.foundedOn ?? '', to: values.foundedOn }]
      : []
  return { state: stateOf(issues, true), values, issues, knownId: known.id, changes }
}

const keyOf = ({ name = '', parent = '' }: { name?: string; parent?: string }): string =>
  `${parent}:${canonicalName(name)}`

/** A row may stand only where its superior stands: one below an undecided row waits for it. */
function holdBackChildren(rows: ReadonlyMap<number, CheckedRow>): void {
  for (let again = true; again; ) {
    again = false
    for (const checked of rows.values()) {
      const { parent } = checked.values
      if (!parent?.startsWith(ROW_PREFIX) || checked.state === 'needsDecision' || checked.state === 'leftOut') continue
      const above = Number(parent.slice(ROW_PREFIX.length))
      const state = rows.get(above)?.state
      if (state !== 'needsDecision' && state !== 'leftOut') continue
      checked.issues.push({
        field: 'parent',
        level: 'ask',
        reason: `先定好它的上级（第 ${above} 行）`,
        may: ['edit', 'leaveOut'],
      })
      checked.state = 'needsDecision'
      again = true
    }
  }
}

/** Reads and compares all rows of an organisation roster; they refer to each other, so they are always checked together. */
export function checkOrganizations(
  inputs: readonly RowInput[],
  around: OrganizationSurroundings,
): Map<number, CheckedRow> {
  const drafts = inputs.map((input) => ({ input, reader: openRow(input) }))
  for (const draft of drafts) readNameAndKind(draft, around.date1904)
  const named = byCanonicalName(around.register)
  const all = placesOf(drafts, around.register, named)
  const places = indexOrganizations(all, all)
  const counted = drafts.filter(({ input }) => !findReasonLeftOut(input))
  for (const draft of counted) readParent(draft, around, places)
  const rings = ringsOf(counted)
  const earlier = new Map<string, Draft>()
  for (const draft of counted) {
    const key = keyOf(draft.reader.values)
    if (!earlier.has(key)) earlier.set(key, draft)
  }
  const checked = new Map(
    drafts.map((draft) => [draft.input.row, judge(draft, around, named, rings.has(draft.input.row), earlier)] as const),
  )
  holdBackChildren(checked)
  return checked
}
