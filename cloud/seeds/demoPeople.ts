import { drainChanges } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps, Work } from '@cloud/core/deps'
import { addDays, instantAt, type PlainDate, plainDateOf } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import { modules } from '../modules'
import { Handovers } from '../modules/handovers/collection'
import { addItem, askAbout } from '../modules/handovers/commands'
import { mattersFrom } from '../modules/handovers/matters'
import {
  type AppointmentRecord,
  Appointments,
  appoint,
  endAppointment,
  listOrganizations,
} from '../modules/organizations/index'
import { People, type PersonRecord } from '../modules/people/collection'
import { editPerson } from '../modules/people/commands'
import { confirmFields, correctField } from '../modules/people/confirmation/commands'
import { actAs } from './demoYear'

type ActAs = (personId: string, day: PlainDate) => Promise<Work>

async function endOffice(work: Work, organizationId: string, role: Role, to: PlainDate): Promise<string> {
  const record = await Appointments.findOne({ organizationId, role, to: null }).lean<AppointmentRecord>()
  if (!record) throw new Error(`nobody is ${role} in the demo branch`)
  await endAppointment(work, record, to, '工作调动')
  return record.personId
}

/** Posts that changed, one of them entered late; who has looked at the own record; a correction that waits. */
async function seedRecords(
  as: ActAs,
  keeper: string,
  members: readonly PersonRecord[],
  today: PlainDate,
): Promise<void> {
  const [first, second, third, ...others] = members
  if (!first || !second || !third) throw new Error('the demo branch is too small')
  await editPerson(await as(keeper, addDays(today, -90)), first, { post: '安全总监' }, '岗位调整')
  const late = await as(keeper, addDays(today, -20))
  await editPerson(late, second, { post: '试验室主任' }, '补登岗位', undefined, addDays(today, -60))
  for (const { _id } of [first, third, ...others.slice(0, 6)])
    await confirmFields(await as(_id, addDays(today, -30)), ['phone', 'address', 'post', 'education'])
  await correctField(await as(second._id, addDays(today, -2)), 'education', '研究生')
}

/** A post that is being handed over, with a question asked, and one that is vacant. */
async function seedHandovers(
  deps: Deps,
  as: ActAs,
  keeper: string,
  successor: PersonRecord,
  today: PlainDate,
): Promise<void> {
  const { organizationId, name } = successor
  const old = await inTransaction(async () => {
    const work = await as(keeper, today)
    const left = await endOffice(work, organizationId, 'publicityCommissioner', addDays(today, -1))
    const draft = { personId: successor._id, organizationId, role: 'publicityCommissioner', from: today } as const
    await appoint(work, draft, name)
    await endOffice(work, organizationId, 'disciplineCommissioner', addDays(today, -1))
    return left
  })
  await drainChanges(deps)
  const open = await Handovers.findOne({ organizationId, toId: successor._id, running: true }).lean()
  if (!open) throw new Error('no handover has opened')
  const matters = mattersFrom(() => modules.flatMap((module) => module.openMatters ?? []))
  await inTransaction(async () => {
    const item = { title: '宣传栏钥匙和相机', note: '钥匙在活动室抽屉，相机在资料员处' }
    const key = await addItem(await as(old, today), matters, open._id, item)
    await askAbout(await as(successor._id, today), matters, open._id, key, '相机的充电器也在资料员处吗？')
  })
}

/** What pages of history, confirmation and handover show in the demo: a few changes in the second branch, through the commands people use. */
export async function seedDemoPeople(deps: Deps): Promise<void> {
  const today = plainDateOf(deps.clock.now())
  const branch = (await listOrganizations({ kind: 'branch' })).find((one) => one.name.startsWith('第二党支部'))
  if (!branch) return
  const secretary = await Appointments.findOne({ organizationId: branch.id, role: 'secretary', to: null }).lean()
  const members = await People.find({ organizationId: branch.id }).sort({ _id: 1 }).lean<PersonRecord[]>()
  const successor = members[8]
  if (!secretary || !successor) return
  const as: ActAs = (personId, day) => actAs(deps, personId, instantAt(day, '09:00'))
  await inTransaction(() => seedRecords(as, secretary.personId, members.slice(6, 16), today))
  await seedHandovers(deps, as, secretary.personId, successor, today)
}
