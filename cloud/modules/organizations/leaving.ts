import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { ruleBroken } from '@shared/core/errors'
import type { PlainDate } from '@shared/core/plainDate'
import { ROLE_LABELS } from '@shared/core/roles'
import { type AppointmentRecord, Appointments, Organizations } from './collection'

/** An office that ended because its holder leaves, and until when it was to last. */
export interface EndedOffice {
  id: string
  to: PlainDate | null
}

async function setEnd(work: Work, office: AppointmentRecord, to: PlainDate | null, summary: string): Promise<void> {
  await Appointments.updateOne({ _id: office._id }, { $set: { to } })
  await recordAudit(work, {
    action: to === null ? 'organizations.reopenAppointment' : 'organizations.endAppointment',
    subject: { kind: 'appointment', id: office._id },
    place: { organizationId: office.organizationId, path: office.path },
    summary,
  })
  await recordChange(work, [
    { organizationId: office.organizationId, fact: 'organizations.appointment', factId: office._id },
  ])
}

/**
 * Ends every office of a person who leaves, on that day. @returns those it ended. @throws AppError rule_broken when one begins later:
 * whoever has left is appointed to nothing.
 */
export async function endOfficesOf(
  work: Work,
  personId: string,
  on: PlainDate,
  reason: string,
): Promise<EndedOffice[]> {
  const all = await Appointments.find({ personId }).lean<AppointmentRecord[]>()
  const later = all.filter((office) => office.from > on && (office.to === null || office.to >= office.from))
  if (later.length > 0)
    throw ruleBroken(
      later.map((office) => ({
        message: `${ROLE_LABELS[office.role]}从 ${office.from} 才开始任职，离开日期不能早于它`,
        fixBy: '管理员',
      })),
    )
  const open = all.filter((office) => office.to === null || office.to > on)
  for (const office of open) await setEnd(work, office, on, `免去${ROLE_LABELS[office.role]}，至 ${on}：${reason}`)
  return open.map(({ _id, to }) => ({ id: _id, to }))
}

/** Lets offices last on that ended on `on`, with a leaving unless another reason is given; what was changed since, or dissolved, stays as it is. */
export async function reopenOffices(
  work: Work,
  ended: readonly EndedOffice[],
  on: PlainDate,
  reason = '离开登记已撤销',
): Promise<void> {
  for (const { id, to } of ended) {
    const office = await Appointments.findOne({ _id: id, to: on }).lean<AppointmentRecord>()
    if (!office) continue
    const isGone = await Organizations.exists({ _id: office.organizationId, dissolvedOn: { $exists: true } })
    if (!isGone) await setEnd(work, office, to, `恢复${ROLE_LABELS[office.role]}：${reason}`)
  }
}
