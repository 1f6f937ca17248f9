import { chineseNumber } from '@shared/modules/exchange/cells/numerals'
import { type RosterCell, type RosterFormat, writeRoster } from './writeRoster'

export interface OrganizationRosterOptions {
  /** The body everything stands below; it need not be in the file. */
  parent: string
  branches: number
  awkward?: boolean
  format?: RosterFormat
}

/** A roster of branches below one body; the awkward one has titles, notes in headings, blank kinds and several date styles. */
export function buildOrganizationRoster({
  parent,
  branches,
  awkward = false,
  format = 'xlsx',
}: OrganizationRosterOptions): Buffer {
  const name = (i: number) => `第${chineseNumber(i + 1)}党支部`
  const founded = (i: number): string => {
    const month = 1 + (i % 12)
    return (
      [`2019-${String(month).padStart(2, '0')}-15`, `2019.${month}.15`, `2019年${month}月15日`][awkward ? i % 3 : 0] ??
      ''
    )
  }
  const body = Array.from({ length: branches }, (_, i): RosterCell[] => [
    name(i),
    awkward && i % 2 === 1 ? '' : '党支部',
    awkward && i % 3 === 1 ? `中共${parent}` : parent,
    founded(i),
  ])
  if (!awkward)
    return writeRoster(
      [{ name: '组织', rows: [['党组织名称', '组织类别', '上级党组织', '成立日期'], ...body] }],
      format,
    )
  const rows: RosterCell[][] = [
    ['基层党组织名册'],
    ['', '党组织名称\n（与印章一致）', '党组织类别', '上级党组织', '批准成立\n时间'],
    ['', '必填', '选填', '必填', '选填'],
    ...body.map((row) => ['', ...row]),
    ['', `共 ${branches} 个`],
  ]
  return writeRoster([{ name: '组织', rows, merges: ['A1:E1'] }], format)
}
