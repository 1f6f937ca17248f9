import type { Duty } from '@shared/modules/duties/model'
import { Duties, type DutyRecord } from './collection'
import { toDuty } from './record'

/** The duties that still stand in a plan, whatever their state; keys nothing stands behind any more are left out. */
export const findDuties = async (keys: readonly string[]): Promise<Duty[]> =>
  (await Duties.find({ _id: { $in: [...keys] } }).lean<DutyRecord[]>()).map(toDuty)
