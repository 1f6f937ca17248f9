import type { OpenMatter, OpenMatterSource } from '@cloud/core/openMatter'
import { OWN_FIELDS } from '@shared/modules/people/ownFields'
import { namesOf } from '../queries'
import { listUnconfirmed, listWaiting } from './queries'

/** Corrections that wait for the keeper of the register, and how many members have not looked at their own record lately. */
export const peopleMatters: OpenMatterSource = async (_, { organizationId, path, role }, today) => {
  if (role !== 'secretary' && role !== 'organizationCommissioner') return []
  const page = `/modules/people/pages/confirmation/index?organizationId=${organizationId}`
  const waiting = (await listWaiting(organizationId)).slice(0, 50)
  const names = await namesOf(waiting.map((row) => row.personId))
  const matters: OpenMatter[] = waiting.map((row) => ({
    key: `people:correction-${row._id}`,
    title: `核对${names.get(row.personId) ?? ''}更正的${OWN_FIELDS[row.field].label}`,
    why: `${row.openedOn} 提出`,
    since: row.openedOn,
    page,
  }))
  const { open } = await listUnconfirmed({ id: organizationId, path }, today)
  if (open.length > 0)
    matters.push({
      key: 'people:unconfirmed',
      title: `${open.length} 名党员还没有核对本人信息`,
      why: '可以在支部活动时提醒一声，本人点一下就行',
      page,
    })
  return matters
}
