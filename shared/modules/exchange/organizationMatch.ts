import type { OrganizationKind } from '@shared/modules/organizations/model'
import { bareText, foldWidth } from './cells/fold'
import { findNumber } from './cells/numerals'
import type { Choice } from './model'

/** An organisation of the register, or one that stands in the same file. */
export interface KnownOrganization {
  id: string
  name: string
  kind: OrganizationKind
  parentId: string | null
}

export type OrganizationMatch =
  | { kind: 'found'; organization: KnownOrganization }
  /** Written differently, but there is only one it can be. */
  | { kind: 'same'; organization: KnownOrganization; reason: string }
  /** Nothing fits: the nearest ones to pick from. `several` when more than one fits. */
  | { kind: 'unknown'; several: boolean; reason: string; choices: readonly Choice[] }

const NUMBERED =
  /(?<![#0-9])第?([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?=(联合)?(党)?(支部|总支|小组|组|分公司|公司|项目|工区|分局|局|处|队|车间|班|厂|标段|工段))/g

/** Also of brackets within brackets. */
function withoutBrackets(text: string): string {
  const less = text.replace(/[（(][^（）()]*[）)]/g, '')
  return less === text ? text : withoutBrackets(less)
}

/** One spelling for all ways to write the same name: width, numbers, 党, 中共, 委员会 and spaces do not count. */
export function canonicalName(text: string): string {
  return withoutBrackets(foldWidth(bareText(text)).replace(/[\s"'“”‘’·—–_.,，。:：-]+/g, ''))
    .replace(/^(中国共产党|中共)+/, '')
    .replace(NUMBERED, (whole, digits: string) => {
      const n = findNumber(digits)
      return n === undefined ? whole : `#${n}`
    })
    .replace(/党*总支(部)?(委员会|委)*/g, '总支')
    .replace(/党*支部(委员会|委|书记)*/g, '支部')
    .replace(/(党的)?(党委|委员会)(会|委员会)*$/g, '党委')
    .replace(/党+小组/g, '小组')
    .toLowerCase()
}

/** Number of single-character edits between two texts. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i]
    for (let j = 1; j <= b.length; j += 1)
      current.push(
        Math.min(
          (previous[j] ?? 0) + 1,
          (current[j - 1] ?? 0) + 1,
          (previous[j - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1),
        ),
      )
    previous = current
  }
  return previous[b.length] ?? 0
}

const likeness = (a: string, b: string): number => 1 - editDistance(a, b) / Math.max(a.length, b.length, 1)

/** Organisations prepared for many look-ups; the same text is looked up once. */
export interface OrganizationIndex {
  match(text: string): OrganizationMatch
  findById(id: string): KnownOrganization | undefined
  /** The name with what stands above it, where the name alone does not tell it apart. */
  labelOf(organization: KnownOrganization): string
}

/**
 * Prepares look-ups by name.
 * @param candidates organisations that may be meant
 * @param all every organisation in reach, for labels and for “第一分公司第二支部”
 */
export function indexOrganizations(
  candidates: readonly KnownOrganization[],
  all: readonly KnownOrganization[],
): OrganizationIndex {
  const byId = new Map(all.map((organization) => [organization.id, organization]))
  const byName = new Map<string, KnownOrganization[]>()
  const byCanonical = new Map<string, KnownOrganization[]>()
  const add = (map: Map<string, KnownOrganization[]>, key: string, organization: KnownOrganization) =>
    map.set(key, [...(map.get(key) ?? []), organization])
  const canonicals = new Map(all.map((organization) => [organization.id, canonicalName(organization.name)]))
  const canonicalOf = ({ id, name }: KnownOrganization): string => canonicals.get(id) ?? canonicalName(name)
  for (const organization of candidates) {
    add(byName, organization.name, organization)
    add(byCanonical, canonicalOf(organization), organization)
  }
  const parentOf = (organization: KnownOrganization) =>
    organization.parentId === null ? undefined : byId.get(organization.parentId)
  const labelOf = (organization: KnownOrganization): string => {
    const parent = parentOf(organization)
    const alone = (byName.get(organization.name)?.length ?? 0) < 2
    return alone || !parent ? organization.name : `${parent.name} / ${organization.name}`
  }
  const choice = (organization: KnownOrganization): Choice => ({ value: organization.id, label: labelOf(organization) })

  /** “示范一分公司第二支部”: the name at the end, something above it in front. */
  const behindParent = (canonical: string): KnownOrganization[] =>
    candidates.filter((organization) => {
      const own = canonicalOf(organization)
      if (own.length < 3 || canonical === own || !canonical.endsWith(own)) return false
      const front = canonical.slice(0, -own.length)
      for (let above = parentOf(organization); above; above = parentOf(above)) {
        const name = canonicalOf(above).replace(/(党委|总支)$/, '')
        if (name !== '' && (front.includes(name) || (front.length >= 4 && name.includes(front)))) return true
      }
      return false
    })

  const nearest = (canonical: string): KnownOrganization[] =>
    candidates
      .map((organization) => ({ organization, likeness: likeness(canonical, canonicalOf(organization)) }))
      .filter((entry) => entry.likeness >= 0.4)
      .sort((a, b) => b.likeness - a.likeness)
      .slice(0, 3)
      .map((entry) => entry.organization)

  const lookUp = (text: string): OrganizationMatch => {
    const exact = byName.get(text) ?? []
    if (exact.length === 1 && exact[0]) return { kind: 'found', organization: exact[0] }
    const canonical = canonicalName(text)
    const same = exact.length > 1 ? exact : (byCanonical.get(canonical) ?? [])
    const longer = same.length > 0 ? same : behindParent(canonical)
    const [only] = longer
    if (longer.length === 1 && only)
      return { kind: 'same', organization: only, reason: `“${text}”就是${labelOf(only)}` }
    if (longer.length > 1)
      return {
        kind: 'unknown',
        several: true,
        reason: `叫“${text}”的不止一个，请选是哪一个`,
        choices: longer.slice(0, 10).map(choice),
      }
    const near = nearest(canonical)
    const [best] = near
    return {
      kind: 'unknown',
      several: false,
      reason: best ? `没有这个组织，最像${labelOf(best)}` : '没有这个组织',
      choices: near.map(choice),
    }
  }

  const remembered = new Map<string, OrganizationMatch>()
  return {
    labelOf,
    findById: (id) => byId.get(id),
    match(raw) {
      const text = bareText(raw)
      const known = byId.get(text)
      if (known) return { kind: 'found', organization: known }
      const earlier = remembered.get(text)
      if (earlier) return earlier
      const match = lookUp(text)
      remembered.set(text, match)
      return match
    },
  }
}
