import type { Work } from '@cloud/core/deps'
import { effectiveDay, type FieldStep, fieldSteps } from '@shared/modules/people/asOf'
import {
  LEAVE_REASON_LABELS,
  MEMBERSHIP_LABELS,
  SEALED_FIELD_LABELS,
  SEX_LABELS,
  type SealedField,
} from '@shared/modules/people/model'
import { maskField } from '@shared/modules/people/rules'
import { type HistoryRow, MAX_HISTORY } from '@shared/modules/people/timeEndpoints'
import { listOrganizations } from '../../organizations/index'
import type { PersonRecord } from '../collection'
import { listChanges, type StoredChange } from './listChanges'

/** Fields a reader of the history knows; hashes and other inner fields stay inside. */
const LABELS: Readonly<Record<string, string>> = {
  name: '姓名',
  organizationId: '所在组织',
  groupId: '党小组',
  teamId: '班组',
  membership: '人员类别',
  sex: '性别',
  ethnicity: '民族',
  birthOn: '出生日期',
  education: '学历',
  joinedOn: '加入党组织日期',
  fullOn: '转为正式党员日期',
  post: '工作岗位',
  exempt: '不作硬性到会要求',
  leftOn: '离开单位日期',
  leftBecause: '离开单位原因',
  ...SEALED_FIELD_LABELS,
}

const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  membership: MEMBERSHIP_LABELS,
  sex: SEX_LABELS,
  leftBecause: LEAVE_REASON_LABELS,
  exempt: { true: '是', false: '否' },
}

const isSealed = (field: string): field is SealedField => field in SEALED_FIELD_LABELS

/** A value in words: names for ids, labels for codes, sealed ones masked. */
function inWords(work: Work, names: ReadonlyMap<string, string>, field: string, value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = String(value)
  if (isSealed(field)) return maskField(field, work.deps.cipher.open(text))
  return WORDS[field]?.[text] ?? names.get(text) ?? text
}

function organizationsIn(steps: readonly FieldStep[]): string[] {
  const placed = steps.filter(({ field }) => ['organizationId', 'groupId', 'teamId'].includes(field))
  return [...new Set(placed.flatMap(({ from, to }) => [from, to]).filter((id) => typeof id === 'string'))]
}

/** 历次变更 — every field with old and new value, day and reason; the latest to take effect first. */
export async function readHistory(work: Work, person: PersonRecord): Promise<{ items: HistoryRow[] }> {
  const changes = await listChanges([person._id])
  const steps = fieldSteps(changes).filter(({ field }) => field in LABELS)
  const names = new Map((await listOrganizations({ ids: organizationsIn(steps) })).map(({ id, name }) => [id, name]))
  const byChange = new Map<string, HistoryRow>()
  for (const { change, field, from, to } of steps) {
    const { id, at, byName, reason, imported } = change as StoredChange
    const row = byChange.get(id) ?? { id, at, effectiveOn: effectiveDay(change), byName, reason, imported, fields: [] }
    row.fields.push({
      field,
      label: LABELS[field] ?? field,
      from: inWords(work, names, field, from),
      to: inWords(work, names, field, to),
      sealed: isSealed(field),
    })
    byChange.set(id, row)
  }
  return { items: [...byChange.values()].reverse().slice(0, MAX_HISTORY) }
}

/** The sealed value an entry of the history replaced or brought; undefined when there is none. */
export async function findOldValue(
  personId: string,
  changeId: string,
  field: SealedField,
  side: 'from' | 'to',
): Promise<string | undefined> {
  const steps = fieldSteps(await listChanges([personId]))
  const value = steps.find((step) => step.change.id === changeId && step.field === field)?.[side]
  return typeof value === 'string' ? value : undefined
}
