import { readCell } from './cells/readCell'
import type { KnownOrganization, OrganizationIndex } from './organizationMatch'
import { NEW_PREFIX, type RowInput, type RowReader } from './readRow'

/** Where people work, as far as an import can see it. */
export interface Workplaces {
  /** Teams in the reach of whoever imports, which may stand in another tree than the branches. */
  teams: OrganizationIndex
  /** Units, departments and teams at or below the organisation the import is for: whoever is no Party member can stand in their registers. */
  registers: OrganizationIndex
  /** The organisation the import is for, where it is such a place itself. */
  own?: KnownOrganization
  /** May a team be set up below it? */
  mayCreateTeam: boolean
}

const isTeam = ({ kind }: KnownOrganization): boolean => kind === 'team'
const isWorkplace = (organization: KnownOrganization): boolean =>
  isTeam(organization) || organization.kind === 'department' || organization.kind === 'unit'

const textOf = (reader: RowReader, field: 'team' | 'branch'): string =>
  readCell(field, reader.textOf(field) ?? '').value

/** Is this row of somebody who is no Party member and stands where people work, not in a branch? */
export function isWorker(reader: RowReader, { own }: Workplaces): boolean {
  const written = readCell('membership', reader.textOf('membership') ?? '')
  if (written.value !== '' || written.ask) return written.value === 'none'
  return own !== undefined && !reader.values.joinedOn && !reader.values.fullOn
}

function landIn(reader: RowReader, place: KnownOrganization): void {
  reader.values.branch = place.id
  if (isTeam(place)) reader.values.team = place.id
}

/** The place a name of the row means, and its register with it; false where it means none. */
function matchRegister(reader: RowReader, places: Workplaces, field: 'team' | 'branch', text: string): boolean {
  const match = places.registers.match(text)
  if (match.kind === 'unknown' || !isWorkplace(match.organization)) return false
  const { organization } = match
  if (match.kind === 'same')
    reader.propose(field, { value: organization.id, label: places.registers.labelOf(organization) }, match.reason)
  if (!isTeam(organization)) delete reader.values.team
  landIn(reader, organization)
  return true
}

function askForTeam(reader: RowReader, input: RowInput, places: Workplaces, text: string): void {
  if (places.teams.match(text).kind !== 'unknown') {
    reader.ask('team', `“${text}”不在这次导入的组织下面，请到它的上级那里导入`, ['edit', 'leaveOut'])
    return
  }
  const match = places.registers.match(text)
  const several = match.kind === 'unknown' && match.several
  const mayCreate = places.mayCreateTeam && !several
  if (input.choice.create && mayCreate) {
    reader.values.branch = `${NEW_PREFIX}${text}`
    reader.values.team = reader.values.branch
    reader.note('team', `导入时新建班组“${text}”`)
    return
  }
  const may = mayCreate ? (['edit', 'create', 'leaveOut'] as const) : (['edit', 'leaveOut'] as const)
  if (match.kind === 'unknown') reader.ask('team', match.reason, may, match.choices)
  else reader.ask('team', `“${text}”不是班组，也不是部门`, may)
}

/**
 * 职工 — the register of somebody who is no Party member: the team or department the row names, its title, or the organisation the
 * import is for. @returns false where the row names a branch instead.
 */
export function readWorkplace(reader: RowReader, input: RowInput, places: Workplaces): boolean {
  const team = textOf(reader, 'team')
  const branch = textOf(reader, 'branch')
  if (branch !== '' && !matchRegister(reader, places, 'branch', branch)) return false
  if (team !== '') {
    if (!matchRegister(reader, places, 'team', team)) askForTeam(reader, input, places, team)
  } else if (branch === '') landByDefault(reader, input, places)
  if (reader.values.duty) {
    delete reader.values.duty
    reader.note('duty', '不是党员，党内职务不导入')
  }
  const membership = readCell('membership', reader.textOf('membership') ?? '')
  if (membership.value !== '') reader.take('membership', membership)
  else reader.propose('membership', { value: 'none', label: '非党员' }, '没写人员类别；在班组和部门名册里，按非党员')
  return true
}

function landByDefault(reader: RowReader, input: RowInput, places: Workplaces): void {
  const titled = input.section ? places.registers.match(input.section) : undefined
  const title =
    titled && titled.kind !== 'unknown' && isWorkplace(titled.organization) ? titled.organization : undefined
  const place = title ?? places.own
  if (!place) {
    reader.ask('team', '没写班组或部门', ['edit', 'leaveOut'])
    return
  }
  const reason = title ? `按上面的小标题“${input.section}”` : `没写班组，放在“${place.name}”`
  if (!isTeam(place) || title) reader.propose('team', { value: place.id, label: place.name }, reason)
  if (!isTeam(place)) delete reader.values.team
  landIn(reader, place)
}

/** 班组 of somebody in a branch: a name nobody knows is not taken over. */
export function readTeam(reader: RowReader, places: Workplaces | undefined): void {
  const text = textOf(reader, 'team')
  if (text === '') return
  const match = places?.teams.match(text)
  if (!match || match.kind === 'unknown' || !isTeam(match.organization)) {
    reader.note('team', '没有找到这个班组，先不填；可以以后调整班组')
    return
  }
  const { organization } = match
  if (match.kind === 'found') reader.values.team = organization.id
  else
    reader.propose('team', { value: organization.id, label: places?.teams.labelOf(organization) ?? '' }, match.reason)
}
