import { utils, write } from '@e965/xlsx'
import { ROLE_LABELS } from '@shared/core/roles'
import { MEMBERSHIP_LABELS } from '@shared/modules/people/model'
import type { RosterReply } from '@shared/modules/people/timeEndpoints'

/** The register and the offices of a day as a workbook of two sheets. */
export function writeRosterSheet(roster: RosterReply): { fileName: string; bytes: Uint8Array<ArrayBuffer> } {
  const book = utils.book_new()
  const add = (title: string, widths: readonly number[], rows: readonly (readonly string[])[]) => {
    const sheet = utils.aoa_to_sheet([[`${roster.name}${title}（截至 ${roster.day}）`], ...rows.map((row) => [...row])])
    sheet['!cols'] = widths.map((wch) => ({ wch }))
    utils.book_append_sheet(book, sheet, title)
  }
  const members = roster.members.map((member) => [
    member.name,
    MEMBERSHIP_LABELS[member.membership],
    member.groupName ?? '',
    member.post ?? '',
  ])
  const offices = roster.offices.map((office) => [
    office.personName,
    ROLE_LABELS[office.role],
    office.from,
    office.to ?? '',
  ])
  add('名册', [14, 12, 16, 20], [['姓名', '人员类别', '党小组', '工作岗位'], ...members])
  add('任职', [14, 12, 12, 12], [['姓名', '职务', '任职自', '任职至'], ...offices])
  const bytes = new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
  return { fileName: `${roster.name}名册（截至${roster.day}）.xlsx`, bytes }
}
